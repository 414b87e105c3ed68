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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Contract of operations that run at the same time.
 */
class ConcurrencyContractTests extends ContractTests {

	@Test
	void receiveThatIsPendingGetsTheAnswerToEachSend() throws Exception {
		RawPeer peer = open();
		for (int i = 0; i < 10; i++) {
			CompletableFuture<WebSocketMessage> receive = peer.client().receiveAsync();
			CompletableFuture<Void> send = peer.client().sendTextAsync("m" + i);
			peer.send(Frames.text(peer.nextFrame().text()));
			assertThat(text(get(receive))).isEqualTo("m" + i);
			get(send);
		}
	}

	@Test
	void tenOutstandingSendsAllSucceedInOrder() throws Exception {
		RawPeer peer = open();
		List<CompletableFuture<Void>> sends = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			sends.add(peer.client().sendTextAsync("m" + i));
		}
		for (int i = 0; i < 10; i++) {
			assertThat(peer.nextFrame().text()).isEqualTo("m" + i);
			get(sends.get(i));
		}
		assertThat(peer.client().state()).isEqualTo(WebSocketState.OPEN);
	}

	@Test
	void bytesGoBothWaysOneByOne() throws Exception {
		RawPeer peer = open();
		byte[] message = pattern(3000);
		CompletableFuture<WebSocketMessage> receive = peer.client().receiveAsync();
		CompletableFuture<Void> send = peer.client().sendBinaryAsync(ByteBuffer.wrap(message));
		byte[] incoming = Frames.bytes(Frames.binary(message));
		ByteBuffer outgoing = ByteBuffer.allocate(message.length + 8);
		for (int i = 0; i < Math.max(incoming.length, outgoing.capacity()); i++) {
			if (i < incoming.length) {
				peer.send(new byte[] { incoming[i] });
			}
			if (outgoing.hasRemaining()) {
				outgoing.put(peer.bytes(1, "a byte"));
			}
		}
		assertThat(binary(get(receive))).isEqualTo(message);
		get(send);
		for (int i = 0; i < message.length; i++) {
			assertThat((byte) (outgoing.get(8 + i) ^ outgoing.get(4 + (i & 3)))).isEqualTo(message[i]);
		}
	}

	@Test
	void closeGoesBetweenSendsAndPongsAndNothingFollowsIt() throws Exception {
		RawPeer peer = open();
		List<CompletableFuture<Void>> sends = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			sends.add(peer.client().sendTextAsync("m" + i));
			peer.send(Frames.ping("p"));
		}
		CompletableFuture<?> close = peer.client().closeAsync(CloseStatus.NORMAL_CLOSURE, null);
		int messages = 0;
		ReceivedFrame frame = peer.nextFrame();
		while (!frame.isClose()) {
			messages += (frame.opcode() == Opcode.TEXT) ? 1 : 0;
			frame = peer.nextFrame();
		}
		assertThat(messages).isEqualTo(20);
		peer.send(Frames.close(1000, ""));
		get(close);
		for (CompletableFuture<Void> send : sends) {
			get(send);
		}
	}

}
