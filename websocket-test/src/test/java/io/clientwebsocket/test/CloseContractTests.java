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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.CloseResult;
import io.clientwebsocket.CloseResult.Outcome;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Contract of the close handshake.
 */
class CloseContractTests extends ContractTests {

	private static final CloseStatus NORMAL = CloseStatus.NORMAL_CLOSURE;

	private static final CloseStatus AWAY = CloseStatus.ENDPOINT_UNAVAILABLE;

	private static CloseResult clean(CloseStatus sent, CloseStatus received) {
		return new CloseResult(Outcome.CLEAN, sent, received);
	}

	@Test
	void closeSendsItsStatusAndWaitsForThePeers() throws Exception {
		RawPeer peer = open();
		CompletableFuture<CloseResult> close = peer.client().closeAsync(CloseStatus.INVALID_MESSAGE_TYPE, "r\u00E4");
		assertThat(peer.next()).isEqualTo("close 1003 \"r\u00E4\"");
		await("the close frame to be sent", () -> peer.client().state() == WebSocketState.CLOSE_SENT);
		assertThat(close).isNotDone();
		peer.send(Frames.close(1001, "bye"));
		assertThat(get(close)).isEqualTo(clean(CloseStatus.INVALID_MESSAGE_TYPE, AWAY));
		assertThat(peer.client().state()).isEqualTo(WebSocketState.CLOSED);
		assertThat(peer.client().closeStatus()).isEqualTo(AWAY);
		assertThat(peer.client().closeReason()).isEqualTo("bye");
		peer.fin();
		peer.expectEnd();
	}

	@Test
	void closeOfThePeerIsReceivedAndAnsweredByClose() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.close(1001, "bye"));
		assertThat(peer.client().receive()).isEqualTo(new WebSocketMessage.Close(AWAY, "bye"));
		assertThat(peer.client().state()).isEqualTo(WebSocketState.CLOSE_RECEIVED);
		assertThat(peer.client().close(CloseStatus.POLICY_VIOLATION, "mine"))
			.isEqualTo(clean(CloseStatus.POLICY_VIOLATION, AWAY));
		assertThat(peer.next()).isEqualTo("close 1008 \"mine\"");
		assertThat(peer.client().closeStatus()).isEqualTo(AWAY);
		assertThat(peer.client().closeReason()).isEqualTo("bye");
	}

	@Test
	void closeOfThePeerIsNotAnsweredOnItsOwn() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.close(1000, ""));
		assertThat(peer.client().receive()).isInstanceOf(WebSocketMessage.Close.class);
		peer.client().sendText("still");
		assertThat(peer.next()).isEqualTo("text \"still\"");
	}

	@Test
	void closeOutputAnswersTheCloseOfThePeer() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.close(1000, ""));
		peer.client().receive();
		peer.client().closeOutput(NORMAL, null);
		assertThat(peer.nextFrame().closeCode()).isEqualTo(1000);
		assertThat(peer.client().state()).isEqualTo(WebSocketState.CLOSED);
		peer.fin();
		peer.expectEnd();
	}

	@Test
	void closeOutputLeavesReceivingOpen() throws Exception {
		RawPeer peer = open();
		peer.client().closeOutput(NORMAL, "done");
		assertThat(peer.client().state()).isEqualTo(WebSocketState.CLOSE_SENT);
		assertThat(peer.next()).isEqualTo("close 1000 \"done\"");
		peer.send(Frames.text("late"), Frames.close(1000, ""));
		assertThat(text(peer.client())).isEqualTo("late");
		assertThat(peer.client().receive()).isInstanceOf(WebSocketMessage.Close.class);
		assertThat(peer.client().state()).isEqualTo(WebSocketState.CLOSED);
		assertThat(peer.client().close(AWAY, null)).isEqualTo(clean(NORMAL, NORMAL));
	}

	@Test
	void closeAndDataBehindCloseOutputAreDeliveredAlthoughNobodyReceivedInTime() throws Exception {
		RawPeer peer = open();
		peer.client().closeOutput(NORMAL, null);
		peer.send(Frames.text("late"), Frames.close(1001, ""));
		peer.passReadAhead();
		assertThat(text(peer.client())).isEqualTo("late");
		peer.passReadAhead();
		await("the close", () -> peer.client().state() == WebSocketState.CLOSED);
		assertThat(peer.client().receive()).isEqualTo(new WebSocketMessage.Close(AWAY, ""));
		failure(WebSocketError.INVALID_STATE, () -> peer.client().receive());
	}

	@Test
	void closeBehindCloseOutputSendsNothingAndWaits() throws Exception {
		RawPeer peer = open();
		peer.client().closeOutput(NORMAL, null);
		CompletableFuture<CloseResult> close = peer.client().closeAsync(AWAY, null);
		assertThat(peer.nextFrame().closeCode()).isEqualTo(1000);
		assertThat(close).isNotDone();
		peer.send(Frames.close(1003, ""));
		assertThat(get(close)).isEqualTo(clean(NORMAL, CloseStatus.INVALID_MESSAGE_TYPE));
		peer.fin();
		peer.expectEnd();
	}

	@Test
	void pendingReceiveGetsTheCloseOfThePeerDuringClose() throws Exception {
		RawPeer peer = open();
		CompletableFuture<WebSocketMessage> receive = peer.client().receiveAsync();
		CompletableFuture<CloseResult> close = peer.client().closeAsync(NORMAL, null);
		assertThat(peer.nextFrame().closeCode()).isEqualTo(1000);
		peer.send(Frames.close(1000, "x"));
		assertThat(get(receive)).isEqualTo(new WebSocketMessage.Close(NORMAL, "x"));
		assertThat(get(close)).isEqualTo(clean(NORMAL, NORMAL));
	}

	@Test
	void dataIsDroppedDuringCloseUnlessAReceiveIsPending() throws Exception {
		RawPeer peer = open();
		CompletableFuture<WebSocketMessage> receive = peer.client().receiveAsync();
		CompletableFuture<CloseResult> close = peer.client().closeAsync(NORMAL, null);
		peer.send(Frames.text("a"));
		assertThat(text(get(receive))).isEqualTo("a");
		peer.send(Frames.text("dropped").fragment(), Frames.continuation("x".repeat(200_000)),
				Frames.binary(pattern(300_000)), Frames.close(1000, ""));
		assertThat(get(close)).isEqualTo(clean(NORMAL, NORMAL));
		failure(WebSocketError.INVALID_STATE, () -> peer.client().receive());
	}

	@Test
	void unreadDataDoesNotStopTheClose() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.binary(pattern(1_000_000)), Frames.text("x"), Frames.close(1000, ""));
		assertThat(peer.client().close(NORMAL, null)).isEqualTo(clean(NORMAL, NORMAL));
	}

	@Test
	void pingIsAnsweredBehindOurCloseFrame() throws Exception {
		RawPeer peer = open();
		peer.client().closeOutput(NORMAL, null);
		assertThat(peer.nextFrame().closeCode()).isEqualTo(1000);
		CompletableFuture<WebSocketMessage> receive = peer.client().receiveAsync();
		peer.send(Frames.ping("p"), Frames.close(1000, ""));
		get(receive);
		peer.fin();
		assertThat(peer.next()).isEqualTo("pong [70] (1 bytes)");
		peer.expectEnd();
	}

	@Test
	void closeOfThePeerWhileNobodyReceivesIsSeenAndDeliveredOnce() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.close(4000, "x"));
		await("the close", () -> peer.client().state() == WebSocketState.CLOSE_RECEIVED);
		assertThat(peer.client().closeStatus()).isEqualTo(new CloseStatus(4000));
		assertThat(peer.client().receive()).isEqualTo(new WebSocketMessage.Close(new CloseStatus(4000), "x"));
		failure(WebSocketError.INVALID_STATE, () -> peer.client().receive());
		failure(WebSocketError.INVALID_STATE, () -> peer.client().receive(Duration.ofMillis(1)));
	}

	@Test
	void unreadDataIsDeliveredBeforeTheCloseBehindIt() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.text("a"), Frames.text("b"), Frames.close(1000, ""));
		peer.passReadAhead();
		assertThat(text(peer.client())).isEqualTo("a");
		assertThat(text(peer.client())).isEqualTo("b");
		assertThat(peer.client().receive()).isInstanceOf(WebSocketMessage.Close.class);
	}

	@Test
	void whatFollowsTheCloseOfThePeerIsIgnored() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.close(1000, "first"), Frames.text("data"), Frames.close(1001, "second"), Frames.ping("p"));
		assertThat(peer.client().receive()).isEqualTo(new WebSocketMessage.Close(NORMAL, "first"));
		peer.client().close(NORMAL, null);
		assertThat(peer.client().closeReason()).isEqualTo("first");
		assertThat(peer.nextFrame().closeCode()).isEqualTo(1000);
		peer.fin();
		peer.expectEnd();
	}

	@Test
	void closeInTheMiddleOfAFragmentedMessageIsDelivered() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.text("a").fragment(), Frames.close(1000, ""));
		assertThat(peer.client().receive()).isInstanceOf(WebSocketMessage.Close.class);
	}

	@Test
	void emptyCloseIsReportedAsNoStatus() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.closeWithoutStatus());
		assertThat(peer.client().receive()).isEqualTo(new WebSocketMessage.Close(CloseStatus.NO_STATUS, ""));
		assertThat(peer.client().closeStatus()).isEqualTo(CloseStatus.NO_STATUS);
		assertThat(peer.client().closeReason()).isEmpty();
	}

	@Test
	void noStatusIsAnEmptyPayload() throws Exception {
		RawPeer peer = open();
		peer.client().closeOutput(CloseStatus.NO_STATUS, null);
		assertThat(peer.next()).isEqualTo("close without a status");
		peer.send(Frames.closeWithoutStatus());
		assertThat(peer.client().close(NORMAL, null)).isEqualTo(clean(CloseStatus.NO_STATUS, CloseStatus.NO_STATUS));
	}

	@Test
	void reasonHasAtMost123Bytes() throws Exception {
		RawPeer peer = open();
		ClientWebSocket socket = peer.client();
		String longest = "\u00E4".repeat(61) + "x";
		assertThatIllegalArgumentException().isThrownBy(() -> socket.close(NORMAL, longest + "y"))
			.withMessageContaining("'reason'")
			.withMessageContaining("124");
		assertThatIllegalArgumentException().isThrownBy(() -> socket.closeAsync(NORMAL, longest + "y"));
		assertThatIllegalArgumentException().isThrownBy(() -> socket.closeOutput(NORMAL, longest + "y"));
		assertThatIllegalArgumentException().isThrownBy(() -> socket.closeOutputAsync(NORMAL, longest + "y"));
		assertThat(socket.state()).isEqualTo(WebSocketState.OPEN);
		socket.closeOutput(NORMAL, longest);
		assertThat(peer.nextFrame().bytes()).hasSize(125);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1004, 1006, 1015, 1016, 2999 })
	void statusThatMayNotBeSentIsAnIllegalArgument(int code) throws Exception {
		RawPeer peer = open();
		assertThatIllegalArgumentException().isThrownBy(() -> peer.client().close(new CloseStatus(code), null))
			.withMessageContaining("'status'")
			.withMessageContaining(String.valueOf(code));
		assertThat(peer.client().state()).isEqualTo(WebSocketState.OPEN);
		peer.expectNothingElse();
	}

	@Test
	void reasonWithoutAStatusIsAnIllegalArgument() throws Exception {
		RawPeer peer = open();
		assertThatIllegalArgumentException().isThrownBy(() -> peer.client().close(CloseStatus.NO_STATUS, "x"))
			.withMessageContaining("'reason'");
		peer.expectNothingElse();
	}

	@Test
	void closeFromSeveralThreadsIsOneHandshakeWithOneResult() throws Exception {
		RawPeer peer = open();
		List<BlockedCall<CloseResult>> calls = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			CloseStatus status = new CloseStatus(4000 + i);
			calls.add(BlockedCall.start(() -> peer.client().close(status, null)));
		}
		int sent = peer.nextFrame().closeCode();
		peer.send(Frames.close(1000, ""));
		peer.fin();
		for (BlockedCall<CloseResult> call : calls) {
			assertThat(get(call)).isEqualTo(clean(new CloseStatus(sent), NORMAL));
		}
		peer.expectEnd();
	}

	@Test
	void interruptedCloseGoesOn() throws Exception {
		RawPeer peer = open();
		BlockedCall<CloseResult> close = BlockedCall.start(() -> peer.client().close(NORMAL, null));
		close.interrupt();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> get(close))
			.withCauseInstanceOf(InterruptedException.class);
		assertThat(peer.nextFrame().closeCode()).isEqualTo(1000);
		peer.send(Frames.close(1000, ""));
		assertThat(get(peer.client().closeAsync(NORMAL, null))).isEqualTo(clean(NORMAL, NORMAL));
	}

	@Test
	void closeWaitsBehindTheSendsBeforeIt() throws Exception {
		RawPeer peer = open();
		CompletableFuture<Void> send = peer.client().sendTextAsync("x".repeat(1_000_000));
		CompletableFuture<Void> close = peer.client().closeOutputAsync(NORMAL, null);
		failure(WebSocketError.INVALID_STATE, peer.client().sendTextAsync("behind"));
		assertThat(peer.nextFrame().text()).hasSize(1_000_000);
		assertThat(peer.nextFrame().closeCode()).isEqualTo(1000);
		get(send);
		get(close);
	}

	@Test
	void connectionIsEndedOneSecondAfterTheHandshakeAtLatest() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.close(1000, ""));
		assertThat(peer.client().close(NORMAL, null)).isEqualTo(clean(NORMAL, NORMAL));
		assertThat(peer.nextFrame().closeCode()).isEqualTo(1000);
		peer.pass(Duration.ofSeconds(1));
		peer.expectEnd();
	}

}
