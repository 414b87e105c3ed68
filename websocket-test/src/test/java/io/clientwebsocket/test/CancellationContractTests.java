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
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.CloseResult;
import io.clientwebsocket.CloseResult.Outcome;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.MessageType;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Contract of cancellation: to stop to wait costs neither the socket nor a message.
 */
class CancellationContractTests extends ContractTests {

	@Test
	void receiveThatIsCompletedFromOutsideLosesNothing() throws Exception {
		RawPeer peer = open();
		CompletableFuture<WebSocketMessage> first = peer.client().receiveAsync();
		CompletableFuture<WebSocketMessage> second = peer.client().receiveAsync();
		WebSocketMessage own = new WebSocketMessage.Text("own");
		assertThat(first.complete(own)).isTrue();
		assertThat(second.completeExceptionally(new IllegalStateException("own"))).isTrue();
		peer.send(Frames.text("a"));
		assertThat(text(peer.client())).isEqualTo("a");
		assertThat(first.complete(own)).isFalse();
		assertThat(second.completeExceptionally(new IllegalStateException("late"))).isFalse();
		assertThat(get(first)).isEqualTo(own);
	}

	private static final CloseStatus NORMAL = CloseStatus.NORMAL_CLOSURE;

	/** Call on a thread that was interrupted before. */
	private static void interrupted(ThrowingCallable call) {
		Thread.currentThread().interrupt();
		try {
			assertThatExceptionOfType(InterruptedException.class).isThrownBy(call);
			assertThat(Thread.currentThread().isInterrupted()).isFalse();
		}
		finally {
			Thread.interrupted();
		}
	}

	@Test
	void receiveOfAnInterruptedThreadLeavesTheSocketUsable() throws Exception {
		RawPeer peer = open();
		ClientWebSocket socket = peer.client();
		interrupted(() -> socket.receive());
		interrupted(() -> socket.receive(ByteBuffer.allocate(1)));
		interrupted(() -> socket.receive(RawPeer.TIMEOUT));
		assertThat(socket.state()).isEqualTo(WebSocketState.OPEN);
		peer.send(Frames.text("a"));
		assertThat(text(socket)).isEqualTo("a");
	}

	@Test
	void sendOfAnInterruptedThreadSendsNothingAndLeavesTheSocketUsable() throws Exception {
		RawPeer peer = open();
		ClientWebSocket socket = peer.client();
		interrupted(() -> socket.sendText("a"));
		interrupted(() -> socket.sendBinary(ByteBuffer.allocate(1_000_000)));
		interrupted(() -> socket.send(utf8("a"), MessageType.TEXT));
		assertThat(socket.state()).isEqualTo(WebSocketState.OPEN);
		socket.sendText("b");
		assertThat(peer.next()).isEqualTo("text \"b\"");
	}

	@Test
	void closeOutputOfAnInterruptedThreadIsSentAllTheSame() throws Exception {
		RawPeer peer = open();
		Thread.currentThread().interrupt();
		Throwable thrown = catchThrowable(() -> peer.client().closeOutput(NORMAL, null));
		// the frame may have been taken before there was anything to wait for
		assertThat(Thread.interrupted() || thrown instanceof InterruptedException).isTrue();
		assertThat(peer.nextFrame().closeCode()).isEqualTo(1000);
		await("the close frame to be sent", () -> peer.client().state() == WebSocketState.CLOSE_SENT);
	}

	@Test
	void closeOfAnInterruptedThreadGoesOn() throws Exception {
		RawPeer peer = open();
		interrupted(() -> peer.client().close(NORMAL, null));
		assertThat(peer.nextFrame().closeCode()).isEqualTo(1000);
		peer.send(Frames.close(1001, ""));
		assertThat(get(peer.client().closeAsync(NORMAL, null)))
			.isEqualTo(new CloseResult(Outcome.CLEAN, NORMAL, CloseStatus.ENDPOINT_UNAVAILABLE));
	}

	@Test
	void cancelledCloseOutputIsSentAllTheSame() throws Exception {
		RawPeer peer = open();
		CompletableFuture<Void> close = peer.client().closeOutputAsync(NORMAL, null);
		close.cancel(true);
		assertThat(peer.nextFrame().closeCode()).isEqualTo(1000);
		await("the close frame to be sent", () -> peer.client().state() == WebSocketState.CLOSE_SENT);
		peer.send(Frames.text("a"));
		assertThat(text(peer.client())).isEqualTo("a");
	}

	@Test
	void cancelledPingLeavesTheSocketUsable() throws Exception {
		RawPeer peer = open();
		CompletableFuture<Duration> ping = peer.client().pingAsync();
		assertThat(ping.cancel(true)).isTrue();
		peer.send(Frames.pong(peer.nextFrame().bytes()));
		CompletableFuture<Duration> next = peer.client().pingAsync();
		peer.send(Frames.pong(peer.nextFrame().bytes()));
		get(next);
		assertThat(peer.client().state()).isEqualTo(WebSocketState.OPEN);
	}

	@Test
	void cancelledPongIsSentAllTheSame() throws Exception {
		RawPeer peer = open();
		CompletableFuture<Void> send = peer.client().sendBinaryAsync(ByteBuffer.allocate(8 * 1024 * 1024));
		peer.awaitBytes();
		CompletableFuture<Void> pong = peer.client().sendPongAsync(utf8("p"));
		assertThat(pong.cancel(true)).isTrue();
		assertThat(peer.nextFrame().opcode()).isEqualTo(Opcode.BINARY);
		assertThat(peer.next()).isEqualTo("pong [70] (1 bytes)");
		get(send);
		assertThat(peer.client().state()).isEqualTo(WebSocketState.OPEN);
	}

	@Test
	void pongOfAnInterruptedThreadIsSentAllTheSame() throws Exception {
		RawPeer peer = open();
		Thread.currentThread().interrupt();
		Throwable thrown = catchThrowable(() -> peer.client().sendPong(utf8("p")));
		// the frame may have been taken before there was anything to wait for
		assertThat(Thread.interrupted() || thrown instanceof InterruptedException).isTrue();
		assertThat(peer.next()).isEqualTo("pong [70] (1 bytes)");
		assertThat(peer.client().state()).isEqualTo(WebSocketState.OPEN);
	}

	@Test
	void cancelThatRacesWithAMessageLosesNothing() throws Exception {
		RawPeer peer = open();
		for (int i = 0; i < 500; i++) {
			CompletableFuture<WebSocketMessage> receive = peer.client().receiveAsync();
			peer.send(Frames.text("m" + i));
			Thread.onSpinWait();
			WebSocketMessage message = receive.cancel(true) ? peer.client().receive() : get(receive);
			assertThat(text(message)).isEqualTo("m" + i);
		}
	}

	@Test
	void timeoutThatRacesWithAMessageLosesNothing() throws Exception {
		RawPeer peer = open();
		for (int i = 0; i < 500; i++) {
			peer.send(Frames.text("m" + i));
			WebSocketMessage message = peer.client().receive(Duration.ofNanos(i * 200L)).orElse(null);
			assertThat(text((message != null) ? message : peer.client().receive())).isEqualTo("m" + i);
		}
	}

	@Test
	void afterACancelledReceiveTheNextOneReceives() throws Exception {
		RawPeer peer = open();
		peer.client().receiveAsync().cancel(true);
		CompletableFuture<WebSocketMessage> next = peer.client().receiveAsync();
		peer.send(Frames.text("a"));
		assertThat(text(get(next))).isEqualTo("a");
		assertThat(peer.client().state()).isEqualTo(WebSocketState.OPEN);
	}

}
