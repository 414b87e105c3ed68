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

import io.clientwebsocket.MessageType;
import io.clientwebsocket.SendFlag;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Contract of sending to a peer that does not read.
 */
class BlockedSendContractTests extends ContractTests {

	/** More than a connection takes over loopback. */
	private static final int BIG = 8 * 1024 * 1024;

	private static ByteBuffer big() {
		return ByteBuffer.wrap(noise(BIG));
	}

	private static void expectBig(RawPeer peer) {
		assertThat(peer.nextMessage().payload().remaining()).isEqualTo(BIG);
	}

	/** What the peer sent before has been handled when this returns. */
	private static void awaitHandled(RawPeer peer) throws InterruptedException {
		peer.send(Frames.text("fence"));
		assertThat(text(peer.client())).isEqualTo("fence");
	}

	@Test
	void sendCompletesOnlyWhenTheTransportHasTakenIt() throws Exception {
		RawPeer peer = open();
		CompletableFuture<Void> send = peer.client().sendBinaryAsync(big());
		peer.awaitBytes();
		assertThat(send).isNotDone();
		expectBig(peer);
		get(send);
	}

	@Test
	void cancellingASendThatWaitsTakesItBack() throws Exception {
		RawPeer peer = open((options) -> options.maxSendQueueSize(4 * BIG));
		CompletableFuture<Void> first = peer.client().sendBinaryAsync(big());
		CompletableFuture<Void> second = peer.client().sendBinaryAsync(big());
		CompletableFuture<Void> third = peer.client().sendTextAsync("third");
		assertThat(second.cancel(false)).isTrue();
		assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> get(second));
		expectBig(peer);
		assertThat(peer.next()).isEqualTo("text \"third\"");
		get(first);
		get(third);
		assertThat(peer.client().state()).isEqualTo(WebSocketState.OPEN);
	}

	@Test
	void cancellingASendThatHasBegunAbortsTheSocket() throws Exception {
		RawPeer peer = open();
		CompletableFuture<Void> first = peer.client().sendBinaryAsync(big());
		CompletableFuture<Void> second = peer.client().sendTextAsync("second");
		peer.awaitBytes();
		first.cancel(false);
		failure(WebSocketError.ABORTED, second);
		assertThat(peer.client().state()).isEqualTo(WebSocketState.ABORTED);
	}

	@Test
	void cancelledFirstFragmentDoesNotSpoilTheNextMessage() throws Exception {
		RawPeer peer = open();
		CompletableFuture<Void> first = peer.client().sendBinaryAsync(big());
		CompletableFuture<Void> fragment = peer.client().sendAsync(utf8("lost"), MessageType.TEXT);
		CompletableFuture<Void> whole = peer.client().sendTextAsync("whole");
		assertThat(fragment.cancel(false)).isTrue();
		expectBig(peer);
		assertThat(peer.next()).isEqualTo("text \"whole\"");
		get(first);
		get(whole);
		peer.client().send(utf8("a"), MessageType.BINARY, SendFlag.END_OF_MESSAGE);
		assertThat(peer.next()).isEqualTo("binary [61] (1 bytes)");
	}

	@Test
	void interruptOfASendThatWaitsTakesItBack() throws Exception {
		RawPeer peer = open();
		CompletableFuture<Void> first = peer.client().sendBinaryAsync(big());
		peer.awaitBytes();
		BlockedCall<Boolean> second = BlockedCall.run(() -> peer.client().sendBinary(big()));
		second.interrupt();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> get(second))
			.withCauseInstanceOf(InterruptedException.class);
		expectBig(peer);
		get(first);
		peer.client().sendText("next");
		assertThat(peer.next()).isEqualTo("text \"next\"");
	}

	@Test
	void interruptOfASendThatHasBegunAbortsTheSocket() throws Exception {
		RawPeer peer = open();
		BlockedCall<Boolean> send = BlockedCall.run(() -> peer.client().sendBinary(big()));
		send.interrupt();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> get(send))
			.withCauseInstanceOf(InterruptedException.class);
		await("the abort", () -> peer.client().state() == WebSocketState.ABORTED);
	}

	@Test
	void fullQueueRefusesTheSendByNameAndTheSocketLives() throws Exception {
		RawPeer peer = open((options) -> options.maxSendQueueSize(BIG));
		CompletableFuture<Void> first = peer.client().sendBinaryAsync(big());
		peer.awaitBytes();
		assertThat(failure(WebSocketError.SEND_QUEUE_FULL, peer.client().sendBinaryAsync(big())))
			.hasMessageContaining("'maxSendQueueSize'");
		assertThat(peer.client().state()).isEqualTo(WebSocketState.OPEN);
		expectBig(peer);
		get(first);
		peer.client().sendText("next");
		assertThat(peer.next()).isEqualTo("text \"next\"");
	}

	@Test
	void writeThatIsNotTakenInTimeEndsTheSocketByName() throws Exception {
		RawPeer peer = open((options) -> options.writeTimeout(Duration.ofMillis(300)));
		CompletableFuture<Void> first = peer.client().sendBinaryAsync(big());
		CompletableFuture<Void> second = peer.client().sendTextAsync("second");
		peer.passWriteTimeout(Duration.ofMillis(300));
		WebSocketException failure = failure(WebSocketError.WRITE_TIMEOUT, first);
		assertThat(failure).hasMessageContaining("'writeTimeout'");
		failure(WebSocketError.WRITE_TIMEOUT, second);
		assertThat(peer.client().state()).isEqualTo(WebSocketState.ABORTED);
		assertThat(failure(WebSocketError.INVALID_STATE, () -> peer.client().sendText("x"))).hasCause(failure);
	}

	@Test
	void writeTimeoutReachesTheReceiveAndThePing() throws Exception {
		RawPeer peer = open((options) -> options.writeTimeout(Duration.ofMillis(300)));
		CompletableFuture<?> receive = peer.client().receiveAsync();
		CompletableFuture<Void> send = peer.client().sendBinaryAsync(big());
		CompletableFuture<Duration> ping = peer.client().pingAsync();
		peer.passWriteTimeout(Duration.ofMillis(300));
		failure(WebSocketError.WRITE_TIMEOUT, send);
		failure(WebSocketError.WRITE_TIMEOUT, receive);
		failure(WebSocketError.WRITE_TIMEOUT, ping);
	}

	@Test
	void pingIsAnsweredBeforeTheDataThatWaits() throws Exception {
		RawPeer peer = open();
		CompletableFuture<Void> first = peer.client().sendBinaryAsync(big());
		CompletableFuture<Void> second = peer.client().sendTextAsync("x".repeat(100_000));
		peer.awaitBytes();
		peer.send(Frames.ping("p"));
		awaitHandled(peer);
		expectBig(peer);
		assertThat(peer.next()).isEqualTo("pong [70] (1 bytes)");
		assertThat(peer.nextFrame().opcode()).isEqualTo(Opcode.TEXT);
		get(first);
		get(second);
	}

	@Test
	void onlyTheLastOfManyPingsIsAnswered() throws Exception {
		RawPeer peer = open();
		CompletableFuture<Void> first = peer.client().sendBinaryAsync(big());
		peer.awaitBytes();
		for (int i = 0; i < 10_000; i++) {
			peer.send(Frames.ping("p" + i));
		}
		awaitHandled(peer);
		expectBig(peer);
		assertThat(peer.nextFrame().text()).isEqualTo("p9999");
		get(first);
		peer.expectNothingElse();
	}

	@Test
	void receivingGoesOnWhileASendIsBlocked() throws Exception {
		RawPeer peer = open();
		CompletableFuture<Void> send = peer.client().sendBinaryAsync(big());
		peer.awaitBytes();
		for (int i = 0; i < 100; i++) {
			peer.send(Frames.text("m" + i));
			assertThat(text(peer.client())).isEqualTo("m" + i);
		}
		assertThat(send).isNotDone();
	}

	@Test
	void lostConnectionFailsTheSendAndTheSocket() throws Exception {
		RawPeer peer = open();
		CompletableFuture<Void> send = peer.client().sendBinaryAsync(big());
		peer.awaitBytes();
		peer.reset();
		failure(WebSocketError.CONNECTION_CLOSED_PREMATURELY, send);
		assertThat(peer.client().state()).isEqualTo(WebSocketState.ABORTED);
		failure(WebSocketError.INVALID_STATE, () -> peer.client().sendText("a"));
	}

	@Test
	void abortFailsBlockedSendsOfBothForms() throws Exception {
		RawPeer peer = open();
		CompletableFuture<Void> async = peer.client().sendBinaryAsync(big());
		peer.awaitBytes();
		BlockedCall<Boolean> blocking = BlockedCall.run(() -> peer.client().sendText("a"));
		peer.client().abort();
		failure(WebSocketError.ABORTED, async);
		failure(WebSocketError.ABORTED, blocking);
	}

	@Test
	void wholeMessageThatWaitsForFragmentsFailsWithTheSocket() throws Exception {
		RawPeer peer = open();
		peer.client().send(utf8("a"), MessageType.TEXT);
		BlockedCall<Boolean> whole = BlockedCall.run(() -> peer.client().sendText("b"));
		peer.client().abort();
		failure(WebSocketError.ABORTED, whole);
	}

}
