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
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.CloseResult;
import io.clientwebsocket.CloseResult.Outcome;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Contract of what happens to pending operations: each trigger and each operation that
 * may be pending then.
 */
class TriggerContractTests extends ContractTests {

	/** More than a connection takes over loopback. */
	private static final int BIG = 8 * 1024 * 1024;

	private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(1);

	private static final CloseStatus NORMAL = CloseStatus.NORMAL_CLOSURE;

	private Pending pending() throws Exception {
		return pending(ClientWebSocketOptions.defaults().writeTimeout());
	}

	/** Only who waits for the write timeout wants a short one. */
	private Pending pending(Trigger trigger) throws Exception {
		return (trigger == Trigger.WRITE_TIMEOUT) ? pending(WRITE_TIMEOUT) : pending();
	}

	private Pending pending(Duration writeTimeout) throws Exception {
		RawPeer peer = open((options) -> options.maxSendQueueSize(4 * BIG).writeTimeout(writeTimeout));
		CompletableFuture<WebSocketMessage> receive = peer.client().receiveAsync();
		BlockedCall<WebSocketMessage> blockedReceive = BlockedCall.start(() -> peer.client().receive());
		CompletableFuture<Duration> ping = peer.client().pingAsync();
		assertThat(peer.nextFrame().opcode()).isEqualTo(Opcode.PING);
		CompletableFuture<Void> send = peer.client().sendBinaryAsync(ByteBuffer.wrap(noise(BIG)));
		CompletableFuture<Void> queuedSend = peer.client().sendTextAsync("queued");
		peer.awaitBytes();
		return new Pending(peer, receive, blockedReceive, ping, send, queuedSend);
	}

	@ParameterizedTest
	@EnumSource
	void everythingPendingFailsWithWhatEndedTheSocket(Trigger trigger) throws Exception {
		Pending pending = pending(trigger);
		trigger.action.on(pending.peer());
		failure(trigger.error, pending.receive());
		failure(trigger.error, pending.blockedReceive());
		failure(trigger.error, pending.ping());
		failure(trigger.error, pending.send());
		failure(trigger.error, pending.queuedSend());
		assertThat(pending.state()).isEqualTo(WebSocketState.ABORTED);
		assertThat(pending.peer().client().failure().error()).isEqualTo(trigger.error);
		assertThat(pending.peer().client().closeStatus()).isNull();
		assertThat(failure(WebSocketError.INVALID_STATE, () -> pending.peer().client().receive()))
			.hasCause(pending.peer().client().failure());
		assertThat(failure(WebSocketError.INVALID_STATE, () -> pending.peer().client().sendText("x")))
			.hasCause(pending.peer().client().failure());
	}

	@ParameterizedTest
	@EnumSource
	void closeBehindABlockedSendEndsAsAborted(Trigger trigger) throws Exception {
		Pending pending = pending(trigger);
		CompletableFuture<CloseResult> close = pending.peer().client().closeAsync(NORMAL, null);
		trigger.action.on(pending.peer());
		assertThat(get(close)).isEqualTo(new CloseResult(Outcome.ABORTED, null, null));
		failure(trigger.error, pending.send());
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WRITE_TIMEOUT")
	void closeThatWaitsForThePeerEndsAsAborted(Trigger trigger) throws Exception {
		RawPeer peer = open();
		CompletableFuture<WebSocketMessage> receive = peer.client().receiveAsync();
		CompletableFuture<CloseResult> close = peer.client().closeAsync(NORMAL, null);
		assertThat(peer.nextFrame().closeCode()).isEqualTo(1000);
		await("the close frame to be sent", () -> peer.client().state() == WebSocketState.CLOSE_SENT);
		trigger.action.on(peer);
		assertThat(get(close)).isEqualTo(new CloseResult(Outcome.ABORTED, NORMAL, null));
		failure(trigger.error, receive);
		assertThat(peer.client().state()).isEqualTo(WebSocketState.ABORTED);
	}

	@Test
	void closeOfThePeerCompletesTheFirstReceiveAndLeavesTheSendsAlone() throws Exception {
		Pending pending = pending();
		pending.peer().send(Frames.close(1001, "bye"));
		assertThat(get(pending.receive()))
			.isEqualTo(new WebSocketMessage.Close(CloseStatus.ENDPOINT_UNAVAILABLE, "bye"));
		failure(WebSocketError.INVALID_STATE, pending.blockedReceive());
		assertThat(pending.state()).isEqualTo(WebSocketState.CLOSE_RECEIVED);
		pending.assertSendsGoOn();
	}

	@Test
	void closeOfThePeerCompletesTheReceiveAndTheCloseThatArePending() throws Exception {
		RawPeer peer = open();
		CompletableFuture<WebSocketMessage> first = peer.client().receiveAsync();
		CompletableFuture<WebSocketMessage> second = peer.client().receiveAsync();
		CompletableFuture<CloseResult> close = peer.client().closeAsync(NORMAL, null);
		assertThat(peer.nextFrame().closeCode()).isEqualTo(1000);
		await("the close frame to be sent", () -> peer.client().state() == WebSocketState.CLOSE_SENT);
		peer.send(Frames.close(1000, ""));
		assertThat(get(first)).isEqualTo(new WebSocketMessage.Close(NORMAL, ""));
		failure(WebSocketError.INVALID_STATE, second);
		assertThat(get(close)).isEqualTo(new CloseResult(Outcome.CLEAN, NORMAL, NORMAL));
		assertThat(peer.client().state()).isEqualTo(WebSocketState.CLOSED);
	}

	@Test
	void cancellingAReceiveLeavesEverythingElseAlone() throws Exception {
		Pending pending = pending();
		assertThat(pending.receive().cancel(true)).isTrue();
		pending.peer().send(Frames.text("a"));
		assertThat(text(get(pending.blockedReceive()))).isEqualTo("a");
		assertThat(pending.ping()).isNotDone();
		assertThat(pending.state()).isEqualTo(WebSocketState.OPEN);
		pending.assertSendsGoOn();
	}

	@Test
	void interruptOfAReceiveLeavesEverythingElseAlone() throws Exception {
		Pending pending = pending();
		pending.blockedReceive().interrupt();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> get(pending.blockedReceive()))
			.withCauseInstanceOf(InterruptedException.class);
		pending.peer().send(Frames.text("a"));
		assertThat(text(get(pending.receive()))).isEqualTo("a");
		assertThat(pending.state()).isEqualTo(WebSocketState.OPEN);
		pending.assertSendsGoOn();
	}

	@Test
	void cancellingASendThatHasBegunAbortsEverythingElse() throws Exception {
		Pending pending = pending();
		CompletableFuture<CloseResult> close = pending.peer().client().closeAsync(NORMAL, null);
		assertThat(pending.send().cancel(true)).isTrue();
		assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> get(pending.send()));
		failure(WebSocketError.ABORTED, pending.receive());
		failure(WebSocketError.ABORTED, pending.blockedReceive());
		failure(WebSocketError.ABORTED, pending.ping());
		failure(WebSocketError.ABORTED, pending.queuedSend());
		assertThat(get(close)).isEqualTo(new CloseResult(Outcome.ABORTED, null, null));
		assertThat(pending.state()).isEqualTo(WebSocketState.ABORTED);
	}

	@Test
	void cancellingASendThatWaitsLeavesEverythingElseAlone() throws Exception {
		Pending pending = pending();
		assertThat(pending.queuedSend().cancel(true)).isTrue();
		pending.peer().send(Frames.text("a"));
		assertThat(text(get(pending.receive()))).isEqualTo("a");
		assertThat(pending.peer().nextMessage().payload().remaining()).isEqualTo(BIG);
		get(pending.send());
		pending.peer().expectNothingElse();
	}

	@Test
	void cancellingACloseLeavesTheHandshakeGoOn() throws Exception {
		RawPeer peer = open();
		CompletableFuture<WebSocketMessage> receive = peer.client().receiveAsync();
		CompletableFuture<CloseResult> close = peer.client().closeAsync(NORMAL, null);
		assertThat(peer.nextFrame().closeCode()).isEqualTo(1000);
		assertThat(close.cancel(true)).isTrue();
		assertThat(receive).isNotDone();
		peer.send(Frames.close(1001, ""));
		assertThat(get(receive)).isInstanceOf(WebSocketMessage.Close.class);
		assertThat(get(peer.client().closeAsync(NORMAL, null)))
			.isEqualTo(new CloseResult(Outcome.CLEAN, NORMAL, CloseStatus.ENDPOINT_UNAVAILABLE));
	}

	@Test
	void closeTimeoutFailsEverythingElse() throws Exception {
		RawPeer peer = open((options) -> options.closeTimeout(Duration.ofMillis(300)));
		CompletableFuture<WebSocketMessage> receive = peer.client().receiveAsync();
		CompletableFuture<Duration> ping = peer.client().pingAsync();
		assertThat(peer.nextFrame().opcode()).isEqualTo(Opcode.PING);
		CompletableFuture<CloseResult> close = peer.client().closeAsync(NORMAL, null);
		assertThat(peer.nextFrame().closeCode()).isEqualTo(1000);
		await("the close frame to be sent", () -> peer.client().state() != WebSocketState.OPEN);
		peer.passDeadline(Duration.ofMillis(300));
		assertThat(get(close)).isEqualTo(new CloseResult(Outcome.TIMED_OUT, NORMAL, null));
		failure(WebSocketError.TIMED_OUT, receive);
		failure(WebSocketError.TIMED_OUT, ping);
		assertThat(peer.client().state()).isEqualTo(WebSocketState.ABORTED);
	}

	/** What waits on a socket whose peer sends nothing and has stopped to read. */
	private record Pending(RawPeer peer, CompletableFuture<WebSocketMessage> receive,
			BlockedCall<WebSocketMessage> blockedReceive, CompletableFuture<Duration> ping,
			CompletableFuture<Void> send, CompletableFuture<Void> queuedSend) {

		WebSocketState state() {
			return this.peer.client().state();
		}

		/** Once the peer reads, what it did not read arrives. */
		void assertSendsGoOn() throws Exception {
			assertThat(this.send).isNotDone();
			assertThat(this.queuedSend).isNotDone();
			assertThat(this.peer.nextMessage().payload().remaining()).isEqualTo(BIG);
			assertThat(this.peer.next()).isEqualTo("text \"queued\"");
			get(this.send);
			get(this.queuedSend);
		}

	}

	/** What ends a socket without a close handshake. */
	enum Trigger {

		END_OF_STREAM(WebSocketError.CONNECTION_CLOSED_PREMATURELY, RawPeer::fin),

		LOST_CONNECTION(WebSocketError.CONNECTION_CLOSED_PREMATURELY, RawPeer::reset),

		ABORT(WebSocketError.ABORTED, (peer) -> peer.client().abort()),

		VIOLATION(WebSocketError.FAULTED, (peer) -> peer.send("83 00")),

		TOO_BIG(WebSocketError.MESSAGE_TOO_BIG, (peer) -> peer.send("82 7F 7F FF FF FF FF FF FF FF")),

		WRITE_TIMEOUT(WebSocketError.WRITE_TIMEOUT,
				(peer) -> peer.passWriteTimeout(TriggerContractTests.WRITE_TIMEOUT));

		private final WebSocketError error;

		@SuppressWarnings("ImmutableEnumChecker") // a lambda without state
		private final Action action;

		Trigger(WebSocketError error, Action action) {
			this.error = error;
			this.action = action;
		}

		/** What happens. */
		interface Action {

			void on(RawPeer peer) throws Exception;

		}

	}

}
