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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.clientwebsocket.CloseResult;
import io.clientwebsocket.CloseResult.Outcome;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.MessageType;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Contract of what ends a socket without a close handshake, or cuts one short.
 */
class CloseStateContractTests extends ContractTests {

	private static final CloseStatus NORMAL = CloseStatus.NORMAL_CLOSURE;

	@Test
	void abortFailsWhatIsPending() throws Exception {
		RawPeer peer = open();
		CompletableFuture<WebSocketMessage> async = peer.client().receiveAsync();
		BlockedCall<WebSocketMessage> blocking = BlockedCall.start(() -> peer.client().receive());
		CompletableFuture<Duration> ping = peer.client().pingAsync();
		peer.client().abort();
		failure(WebSocketError.ABORTED, async);
		failure(WebSocketError.ABORTED, blocking);
		failure(WebSocketError.ABORTED, ping);
	}

	@Test
	void abortEndsACloseAsAborted() throws Exception {
		RawPeer peer = open();
		CompletableFuture<CloseResult> close = peer.client().closeAsync(NORMAL, null);
		assertThat(peer.nextFrame().closeCode()).isEqualTo(1000);
		await("the close frame to be sent", () -> peer.client().state() == WebSocketState.CLOSE_SENT);
		peer.client().abort();
		assertThat(get(close)).isEqualTo(new CloseResult(Outcome.ABORTED, NORMAL, null));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void lostConnectionFailsWhatIsPending(boolean reset) throws Exception {
		RawPeer peer = open();
		CompletableFuture<WebSocketMessage> async = peer.client().receiveAsync();
		BlockedCall<WebSocketMessage> blocking = BlockedCall.start(() -> peer.client().receive());
		CompletableFuture<Duration> ping = peer.client().pingAsync();
		if (reset) {
			peer.reset();
		}
		else {
			peer.fin();
		}
		failure(WebSocketError.CONNECTION_CLOSED_PREMATURELY, async);
		failure(WebSocketError.CONNECTION_CLOSED_PREMATURELY, blocking);
		failure(WebSocketError.CONNECTION_CLOSED_PREMATURELY, ping);
		assertThat(peer.client().state()).isEqualTo(WebSocketState.ABORTED);
		failure(WebSocketError.INVALID_STATE, () -> peer.client().sendText("a"));
	}

	@Test
	void lostConnectionEndsACloseAsAborted() throws Exception {
		RawPeer peer = open();
		CompletableFuture<CloseResult> close = peer.client().closeAsync(NORMAL, null);
		assertThat(peer.nextFrame().closeCode()).isEqualTo(1000);
		peer.fin();
		assertThat(get(close).outcome()).isEqualTo(Outcome.ABORTED);
		assertThat(get(close).received()).isNull();
		assertThat(peer.client().state()).isEqualTo(WebSocketState.ABORTED);
	}

	@Test
	void lostConnectionIsSeenWhileNobodyReceives() throws Exception {
		RawPeer peer = open();
		peer.fin();
		await("the loss", () -> peer.client().state() == WebSocketState.ABORTED);
		peer.expectEnd();
	}

	@Test
	void closeWithoutAnAnswerIsCutOffInTime() throws Exception {
		RawPeer peer = open((options) -> options.closeTimeout(Duration.ofMillis(300)));
		CompletableFuture<WebSocketMessage> receive = peer.client().receiveAsync();
		CompletableFuture<CloseResult> close = peer.client().closeAsync(NORMAL, null);
		assertThat(peer.nextFrame().closeCode()).isEqualTo(1000);
		await("the close frame to be sent", () -> peer.client().state() != WebSocketState.OPEN);
		peer.passDeadline(Duration.ofMillis(300));
		assertThat(get(close)).isEqualTo(new CloseResult(Outcome.TIMED_OUT, NORMAL, null));
		assertThat(failure(WebSocketError.TIMED_OUT, receive)).hasMessageContaining("'closeTimeout'");
		assertThat(peer.client().state()).isEqualTo(WebSocketState.ABORTED);
		peer.expectEnd();
	}

	@Test
	void closeBehindABlockedSendIsCutOffInTime() throws Exception {
		RawPeer peer = open((options) -> options.closeTimeout(Duration.ofMillis(300)));
		CompletableFuture<Void> send = peer.client().sendBinaryAsync(ByteBuffer.wrap(noise(8 * 1024 * 1024)));
		peer.awaitBytes();
		CompletableFuture<CloseResult> close = peer.client().closeAsync(NORMAL, null);
		peer.pass(Duration.ofMillis(300));
		assertThat(get(close)).isEqualTo(new CloseResult(Outcome.TIMED_OUT, null, null));
		failure(WebSocketError.TIMED_OUT, send);
	}

	@Test
	void autoCloseIsAHandshakeWithNormalClosure() throws Exception {
		RawPeer peer = open();
		BlockedCall<Boolean> close = BlockedCall.run(() -> peer.client().close());
		assertThat(peer.next()).isEqualTo("close 1000 \"\"");
		peer.send(Frames.close(1000, ""));
		get(close);
		assertThat(peer.client().state()).isEqualTo(WebSocketState.CLOSED);
	}

	@Test
	void autoCloseDoesNotThrowForADeadPeer() throws Exception {
		RawPeer peer = open((options) -> options.closeTimeout(Duration.ofMillis(300)));
		BlockedCall<Boolean> close = BlockedCall.run(() -> peer.client().close());
		peer.passDeadline(Duration.ofMillis(300));
		get(close);
		assertThat(peer.client().state()).isEqualTo(WebSocketState.ABORTED);
	}

	@Test
	void interruptOfAutoCloseStaysSetAndTheHandshakeGoesOn() throws Exception {
		RawPeer peer = open();
		BlockedCall<Boolean> close = BlockedCall.run(() -> peer.client().close());
		close.interrupt();
		get(close);
		assertThat(close.leftInterrupt()).isTrue();
		assertThat(peer.client().state()).isEqualTo(WebSocketState.CLOSE_SENT);
		assertThat(peer.nextFrame().closeCode()).isEqualTo(1000);
		peer.send(Frames.close(1000, ""));
		await("the end of the handshake", () -> peer.client().state() == WebSocketState.CLOSED);
	}

	@Test
	void heldMessagesFailWhenACloseOvertakesTheirFragments() throws Exception {
		RawPeer peer = open();
		peer.client().send(utf8("a"), MessageType.TEXT);
		BlockedCall<Boolean> held = BlockedCall.run(() -> peer.client().sendText("held"));
		peer.client().closeOutput(NORMAL, null);
		failure(WebSocketError.INVALID_STATE, held);
		assertThat(peer.next()).isEqualTo("text \"a\", not final");
		assertThat(peer.nextFrame().closeCode()).isEqualTo(1000);
	}

}
