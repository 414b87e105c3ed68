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
import io.clientwebsocket.MessageType;
import io.clientwebsocket.SendFlag;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Contract of PONGs that nobody asked for.
 */
class SendPongContractTests extends ContractTests {

	/** More than a connection takes over loopback. */
	private static final int BIG = 8 * 1024 * 1024;

	private static CompletableFuture<Void> sendBig(RawPeer peer) throws Exception {
		CompletableFuture<Void> send = peer.client().sendBinaryAsync(ByteBuffer.allocate(BIG));
		peer.awaitBytes();
		return send;
	}

	private static void expectBig(RawPeer peer) {
		assertThat(peer.nextFrame().payload().remaining()).isEqualTo(BIG);
	}

	@Test
	void pongIsSentWithItsPayload() throws Exception {
		RawPeer peer = open();
		ByteBuffer payload = ByteBuffer.wrap(pattern(125));
		peer.client().sendPong(payload);
		assertThat(payload.position()).isZero();
		ReceivedFrame frame = peer.nextFrame();
		assertThat(frame.opcode()).isEqualTo(Opcode.PONG);
		assertThat(frame.fin()).isTrue();
		assertThat(frame.bytes()).isEqualTo(pattern(125));
		get(peer.client().sendPongAsync(ByteBuffer.allocate(0)));
		assertThat(peer.next()).isEqualTo("pong [] (0 bytes)");
	}

	@Test
	void pongGoesBetweenFragments() throws Exception {
		RawPeer peer = open();
		peer.client().send(utf8("a"), MessageType.TEXT);
		peer.client().sendPong(utf8("p"));
		peer.client().send(utf8("b"), MessageType.TEXT, SendFlag.END_OF_MESSAGE);
		assertThat(peer.nextFrame().text()).isEqualTo("a");
		assertThat(peer.next()).isEqualTo("pong [70] (1 bytes)");
		assertThat(peer.nextFrame().text()).isEqualTo("b");
	}

	@Test
	void eachOfManyPongsIsSentBeforeTheDataThatWaits() throws Exception {
		RawPeer peer = open();
		CompletableFuture<Void> big = sendBig(peer);
		CompletableFuture<Void> text = peer.client().sendTextAsync("x".repeat(100_000));
		List<CompletableFuture<Void>> pongs = new ArrayList<>();
		ByteBuffer payload = ByteBuffer.allocate(4);
		for (int i = 0; i < 1000; i++) {
			pongs.add(peer.client().sendPongAsync(payload.putInt(0, i)));
		}
		assertThat(pongs).noneMatch(CompletableFuture::isDone);
		expectBig(peer);
		for (int i = 0; i < 1000; i++) {
			ReceivedFrame frame = peer.nextFrame();
			assertThat(frame.opcode()).isEqualTo(Opcode.PONG);
			assertThat(frame.payload().getInt()).isEqualTo(i);
		}
		assertThat(peer.nextFrame().opcode()).isEqualTo(Opcode.TEXT);
		for (CompletableFuture<Void> pong : pongs) {
			get(pong);
		}
		get(big);
		get(text);
	}

	@Test
	void pongNeitherReplacesTheAnswerToAPingNorIsReplacedByIt() throws Exception {
		RawPeer peer = open();
		CompletableFuture<Void> big = sendBig(peer);
		CompletableFuture<Void> before = peer.client().sendPongAsync(utf8("before"));
		peer.send(Frames.ping("first"), Frames.ping("last"), Frames.text("fence"));
		assertThat(text(peer.client())).isEqualTo("fence");
		CompletableFuture<Void> after = peer.client().sendPongAsync(utf8("after"));
		expectBig(peer);
		assertThat(List.of(peer.nextFrame().text(), peer.nextFrame().text(), peer.nextFrame().text()))
			.containsExactlyInAnyOrder("before", "last", "after");
		get(before);
		get(after);
		get(big);
		peer.expectNothingElse();
	}

	@Test
	void pongLeavesBeforeTheCloseFrameThatIsSentBehindIt() throws Exception {
		RawPeer peer = open();
		CompletableFuture<Void> big = sendBig(peer);
		CompletableFuture<Void> pong = peer.client().sendPongAsync(utf8("p"));
		CompletableFuture<Void> close = peer.client().closeOutputAsync(CloseStatus.NORMAL_CLOSURE, null);
		failure(WebSocketError.INVALID_STATE, peer.client().sendPongAsync(utf8("late")));
		expectBig(peer);
		assertThat(peer.next()).isEqualTo("pong [70] (1 bytes)");
		assertThat(peer.nextFrame().closeCode()).isEqualTo(1000);
		get(big);
		get(pong);
		get(close);
		peer.send(Frames.close(1000, ""));
	}

	@Test
	void pongThatWaitsFailsWithWhatEndsTheSocket() throws Exception {
		RawPeer peer = open();
		CompletableFuture<Void> big = sendBig(peer);
		CompletableFuture<Void> pong = peer.client().sendPongAsync(utf8("p"));
		BlockedCall<Boolean> blocked = BlockedCall.run(() -> peer.client().sendPong(utf8("q")));
		peer.client().abort();
		failure(WebSocketError.ABORTED, pong);
		failure(WebSocketError.ABORTED, blocked);
		failure(WebSocketError.ABORTED, big);
	}

	@Test
	void pongsThatWaitAreBounded() throws Exception {
		RawPeer peer = open((options) -> options.maxSendQueueSize(1000));
		CompletableFuture<Void> big = sendBig(peer);
		List<CompletableFuture<Void>> pongs = new ArrayList<>();
		for (int i = 0; i <= 8; i++) {
			pongs.add(peer.client().sendPongAsync(ByteBuffer.allocate(0)));
		}
		assertThat(failure(WebSocketError.SEND_QUEUE_FULL, peer.client().sendPongAsync(ByteBuffer.allocate(0))))
			.hasMessageContaining("'maxSendQueueSize'");
		expectBig(peer);
		get(big);
		for (CompletableFuture<Void> pong : pongs) {
			get(pong);
			assertThat(peer.next()).isEqualTo("pong [] (0 bytes)");
		}
		assertThat(peer.client().state()).isEqualTo(WebSocketState.OPEN);
	}

}
