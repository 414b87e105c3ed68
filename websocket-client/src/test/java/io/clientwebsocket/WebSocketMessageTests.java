/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.clientwebsocket;

import java.nio.ByteBuffer;

import org.junit.jupiter.api.Test;

import io.clientwebsocket.WebSocketMessage.Binary;
import io.clientwebsocket.WebSocketMessage.Close;
import io.clientwebsocket.WebSocketMessage.Text;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WebSocketMessage}.
 */
class WebSocketMessageTests {

	@Test
	void typeIsThatOfTheMessage() {
		assertThat(new Text("").type()).isEqualTo(MessageType.TEXT);
		assertThat(new Binary(ByteBuffer.allocate(0)).type()).isEqualTo(MessageType.BINARY);
		assertThat(new Close(CloseStatus.NO_STATUS, "").type()).isEqualTo(MessageType.CLOSE);
	}

	@Test
	void eachViewOfTheBytesHasItsOwnPosition() {
		Binary message = new Binary(ByteBuffer.wrap(new byte[] { 1, 2, 3 }));
		ByteBuffer first = message.value();
		first.get();
		assertThat(first.remaining()).isEqualTo(2);
		assertThat(message.value().remaining()).isEqualTo(3);
		assertThat(message.toByteArray()).containsExactly(1, 2, 3);
	}

	@Test
	void arrayHasExactlyTheBytesOfTheMessage() {
		Binary message = new Binary(ByteBuffer.wrap(new byte[] { 0, 1, 2, 3, 4 }).position(1).limit(4));
		assertThat(message.toByteArray()).containsExactly(1, 2, 3);
		assertThat(message.toByteArray()).containsExactly(1, 2, 3);
		assertThat(message.value().remaining()).isEqualTo(3);
	}

	@Test
	void arrayIsACopy() {
		Binary message = new Binary(ByteBuffer.wrap(new byte[] { 1 }));
		message.toByteArray()[0] = 9;
		assertThat(message.toByteArray()).containsExactly(1);
	}

	@Test
	void bytesMayBeDirectAndReadOnly() {
		ByteBuffer direct = ByteBuffer.allocateDirect(2).put(0, (byte) 7).asReadOnlyBuffer();
		assertThat(new Binary(direct).toByteArray()).containsExactly(7, 0);
	}

	@Test
	void messagesAreComparedByContent() {
		assertThat(new Text("a")).isEqualTo(new Text("a")).isNotEqualTo(new Text("b"));
		assertThat(new Binary(ByteBuffer.wrap(new byte[] { 1 })))
			.isEqualTo(new Binary(ByteBuffer.wrap(new byte[] { 1 })))
			.isNotEqualTo(new Binary(ByteBuffer.wrap(new byte[] { 2 })));
		assertThat(new Close(CloseStatus.NORMAL_CLOSURE, "bye")).isEqualTo(new Close(new CloseStatus(1000), "bye"));
	}

}
