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

package io.clientwebsocket.test;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.KeepAlive;
import io.clientwebsocket.ReceiveResult;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.transport.Transport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Streams of frames that are as small, as many and as slow as frames can be.
 */
@Timeout(50)
class ExtremeFramesTests {

	private static final int MEBIBYTE = 1024 * 1024;

	private static final ClientWebSocketOptions OPTIONS = ClientWebSocketOptions.builder()
		.keepAlive(KeepAlive.off())
		.maxMessageSize(16 * MEBIBYTE)
		.build();

	private MemoryPeer peer = new MemoryPeer(OPTIONS);

	@AfterEach
	void nothingIsLeft() throws Exception {
		this.peer.close();
		this.peer.assertNothingLeft();
	}

	private void reopen(BiFunction<Transport, Executor, Transport> around) throws Exception {
		nothingIsLeft();
		this.peer = new MemoryPeer(OPTIONS, around);
	}

	@Test
	void millionMessagesOfOneByteArrive() throws Exception {
		byte[] thousand = Frames.bytes(frames(1000, Frames.binary(new byte[] { 1 })));
		for (int i = 0; i < 1000; i++) {
			this.peer.send(thousand);
		}
		for (int i = 0; i < 1_000_000; i++) {
			assertThat(((WebSocketMessage.Binary) this.peer.client().receive()).value().remaining()).isOne();
		}
	}

	@Test
	void millionEmptyFramesAreOneMessage() throws Exception {
		byte[] thousand = Frames.bytes(frames(1000, Frames.continuation("").fragment()));
		this.peer.send(Frames.text("a").fragment());
		for (int i = 0; i < 1000; i++) {
			this.peer.send(thousand);
		}
		this.peer.send(Frames.continuation("b"));
		assertThat(ContractTests.text(this.peer.client())).isEqualTo("ab");
	}

	@Test
	void sixteenMebibytesInFragmentsOf64BytesAreOneMessage() throws Exception {
		byte[] part = ContractTests.pattern(64);
		byte[] mebibyte = Frames.bytes(frames(MEBIBYTE / 64, Frames.continuation(part).fragment()));
		this.peer.send(Frames.binary(new byte[0]).fragment());
		for (int i = 0; i < 16; i++) {
			this.peer.send(mebibyte);
		}
		this.peer.send(Frames.continuation(""));
		byte[] message = ContractTests.binary(this.peer.client().receive());
		assertThat(Arrays.equals(message, Frames.repeat(part, 16 * MEBIBYTE / 64))).isTrue();
	}

	@Test
	void sixteenMebibytesByteByByteAreOneMessage() throws Exception {
		reopen(TrickleTransport::new);
		byte[] message = ContractTests.pattern(16 * MEBIBYTE);
		this.peer.send(Frames.binary(message));
		assertThat(Arrays.equals(ContractTests.binary(this.peer.client().receive()), message)).isTrue();
	}

	@Test
	void sixteenMebibytesByteByByteFillABuffer() throws Exception {
		reopen(TrickleTransport::new);
		byte[] message = ContractTests.pattern(16 * MEBIBYTE);
		this.peer.send(Frames.binary(message));
		ByteBuffer buffer = ByteBuffer.allocateDirect(message.length);
		ReceiveResult result = this.peer.client().receive(buffer);
		assertThat(result.count()).isEqualTo(message.length);
		assertThat(result.endOfMessage()).isTrue();
		assertThat(buffer.flip().equals(ByteBuffer.wrap(message))).isTrue();
	}

	@Test
	void framesOfEveryKindArriveByteByByteWhileNobodyAndSomebodyReceives() throws Exception {
		reopen(TrickleTransport::new);
		this.peer.send(Frames.ping("1"), Frames.text("a").fragment(), Frames.ping("2"), Frames.continuation("b"));
		assertThat(this.peer.next()).isEqualTo("pong [31] (1 bytes)");
		assertThat(this.peer.next()).isEqualTo("pong [32] (1 bytes)");
		assertThat(ContractTests.text(this.peer.client())).isEqualTo("ab");
		this.peer.send(Frames.close(1000, "bye"));
		this.peer.client().close();
		assertThat(this.peer.client().closeReason()).isEqualTo("bye");
	}

	private static ServerFrame[] frames(int count, ServerFrame frame) {
		ServerFrame[] frames = new ServerFrame[count];
		Arrays.fill(frames, frame);
		return frames;
	}

}
