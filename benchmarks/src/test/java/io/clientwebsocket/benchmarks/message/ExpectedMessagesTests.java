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

package io.clientwebsocket.benchmarks.message;

import java.nio.ByteBuffer;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ExpectedMessagesTests {

	private static final long SEED = 1;

	private final RandomMessages messages = new RandomMessages(SEED, 2, Content.BINARY);

	private final ExpectedMessages expected = new ExpectedMessages(new RandomMessages(SEED, 2, Content.BINARY));

	@Test
	void sameMessagesInPartsAreComplete() {
		ByteBuffer first = next();
		ByteBuffer second = next();
		assertThat(this.expected.part(first.slice(0, 1), false)).isTrue();
		assertThat(this.expected.part(first.slice(1, first.limit() - 1), true)).isTrue();
		assertThat(this.expected.part(second, true)).isFalse();
		assertThat(this.expected.complete()).isEqualTo(2);
	}

	@Test
	void changedByteIsRefused() {
		ByteBuffer message = next();
		message.put(message.limit() - 1, (byte) ~message.get(message.limit() - 1));
		assertThatIllegalStateException().isThrownBy(() -> this.expected.part(message, true));
	}

	@Test
	void endThatComesTooEarlyIsRefused() {
		ByteBuffer message = next();
		message.limit(message.limit() - 1);
		assertThatIllegalStateException().isThrownBy(() -> this.expected.part(message, true));
	}

	@Test
	void endThatIsMissingIsRefused() {
		this.expected.part(next(), false);
		assertThatIllegalStateException().isThrownBy(() -> this.expected.part(next(), true));
	}

	@Test
	void messageTooManyIsRefused() {
		this.expected.part(next(), true);
		this.expected.part(next(), true);
		assertThatIllegalStateException().isThrownBy(() -> this.expected.part(ByteBuffer.allocate(0), true));
	}

	@Test
	void sameTextInPartsIsComplete() {
		ExpectedMessages text = new ExpectedMessages(new RandomMessages(SEED, 1, Content.TEXT));
		String message = new RandomMessages(SEED, 1, Content.TEXT).next().text();
		assertThat(text.text(message.substring(0, 1), false)).isTrue();
		assertThat(text.text(message.substring(1), true)).isFalse();
		assertThat(text.complete()).isEqualTo(1);
	}

	@Test
	void changedTextIsRefused() {
		ExpectedMessages text = new ExpectedMessages(new RandomMessages(SEED, 1, Content.TEXT));
		String message = new RandomMessages(SEED, 1, Content.TEXT).next().text();
		assertThatIllegalStateException().isThrownBy(() -> text.text(message.substring(1) + "?", true));
	}

	private ByteBuffer next() {
		return this.messages.next().bytes();
	}

}
