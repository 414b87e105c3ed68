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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.MessageType;
import io.clientwebsocket.SendFlag;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Contract of each operation in each state: the state that follows, or the error.
 */
class OperationStateContractTests extends ContractTests {

	private static final CloseStatus NORMAL = CloseStatus.NORMAL_CLOSURE;

	@Test
	void newSocketIsOpenAndKnowsNothingYet() throws Exception {
		ClientWebSocket socket = open().client();
		assertThat(socket.state()).isEqualTo(WebSocketState.OPEN);
		assertThat(socket.closeStatus()).isNull();
		assertThat(socket.closeReason()).isNull();
		assertThat(socket.subprotocol()).isNull();
		assertThat(socket.failure()).isNull();
		assertThat(socket.lastRoundTrip()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			operation            | OPEN       | CLOSE_SENT    | CLOSE_RECEIVED | CLOSED        | ABORTED
			SEND_TEXT            | OPEN       | INVALID_STATE | CLOSE_RECEIVED | INVALID_STATE | INVALID_STATE
			SEND_TEXT_ASYNC      | OPEN       | INVALID_STATE | CLOSE_RECEIVED | INVALID_STATE | INVALID_STATE
			SEND_BINARY          | OPEN       | INVALID_STATE | CLOSE_RECEIVED | INVALID_STATE | INVALID_STATE
			SEND_BINARY_ASYNC    | OPEN       | INVALID_STATE | CLOSE_RECEIVED | INVALID_STATE | INVALID_STATE
			SEND_FRAME           | OPEN       | INVALID_STATE | CLOSE_RECEIVED | INVALID_STATE | INVALID_STATE
			SEND_FRAME_ASYNC     | OPEN       | INVALID_STATE | CLOSE_RECEIVED | INVALID_STATE | INVALID_STATE
			SEND_PONG            | OPEN       | INVALID_STATE | CLOSE_RECEIVED | INVALID_STATE | INVALID_STATE
			SEND_PONG_ASYNC      | OPEN       | INVALID_STATE | CLOSE_RECEIVED | INVALID_STATE | INVALID_STATE
			RECEIVE              | OPEN       | CLOSE_SENT    | INVALID_STATE  | INVALID_STATE | INVALID_STATE
			RECEIVE_WITHIN       | OPEN       | CLOSE_SENT    | INVALID_STATE  | INVALID_STATE | INVALID_STATE
			RECEIVE_ASYNC        | OPEN       | CLOSE_SENT    | INVALID_STATE  | INVALID_STATE | INVALID_STATE
			RECEIVE_BUFFER       | OPEN       | CLOSE_SENT    | INVALID_STATE  | INVALID_STATE | INVALID_STATE
			RECEIVE_BUFFER_ASYNC | OPEN       | CLOSE_SENT    | INVALID_STATE  | INVALID_STATE | INVALID_STATE
			CLOSE_OUTPUT         | CLOSE_SENT | INVALID_STATE | CLOSED         | INVALID_STATE | INVALID_STATE
			CLOSE_OUTPUT_ASYNC   | CLOSE_SENT | INVALID_STATE | CLOSED         | INVALID_STATE | INVALID_STATE
			CLOSE                | CLOSED     | CLOSED        | CLOSED         | CLOSED        | INVALID_STATE
			CLOSE_ASYNC          | CLOSED     | CLOSED        | CLOSED         | CLOSED        | INVALID_STATE
			AUTO_CLOSE           | CLOSED     | CLOSED        | CLOSED         | CLOSED        | ABORTED
			ABORT                | ABORTED    | ABORTED       | ABORTED        | CLOSED        | ABORTED
			""")
	void operationDoesWhatTheStateAllows(Operation operation, String open, String closeSent, String closeReceived,
			String closed, String aborted) throws Exception {
		check(operation, WebSocketState.OPEN, open);
		check(operation, WebSocketState.CLOSE_SENT, closeSent);
		check(operation, WebSocketState.CLOSE_RECEIVED, closeReceived);
		check(operation, WebSocketState.CLOSED, closed);
		check(operation, WebSocketState.ABORTED, aborted);
	}

	@ParameterizedTest
	@CsvSource({ "CLOSE_SENT", "CLOSED", "ABORTED" })
	void pingIsAnInvalidStateBehindOurCloseFrame(WebSocketState state) throws Exception {
		RawPeer peer = open(state);
		failure(WebSocketError.INVALID_STATE, () -> peer.client().ping());
		failure(WebSocketError.INVALID_STATE, peer.client().pingAsync());
		failure(WebSocketError.INVALID_STATE, () -> peer.client().ping(utf8("p")));
		failure(WebSocketError.INVALID_STATE, peer.client().pingAsync(utf8("p")));
		assertThat(peer.client().state()).isEqualTo(state);
	}

	private void check(Operation operation, WebSocketState before, String expected) throws Exception {
		RawPeer peer = open(before);
		if (expected.equals("INVALID_STATE")) {
			assertThat(failure(WebSocketError.INVALID_STATE, () -> operation.action.on(peer.client())))
				.as("%s in %s", operation, before)
				.hasMessageContaining(before.name());
			assertThat(peer.client().state()).isEqualTo(before);
		}
		else {
			BlockedCall<Boolean> call = BlockedCall.run(() -> operation.action.on(peer.client()));
			operation.answer(peer, before);
			get(call);
			assertThat(peer.client().state()).as("state after %s in %s", operation, before)
				.isEqualTo(WebSocketState.valueOf(expected));
		}
		peer.client().abort();
	}

	private RawPeer open(WebSocketState state) throws Exception {
		RawPeer peer = open();
		ClientWebSocket socket = peer.client();
		if (state == WebSocketState.CLOSE_SENT || state == WebSocketState.CLOSED) {
			socket.closeOutput(NORMAL, null);
			assertThat(peer.nextFrame().closeCode()).isEqualTo(1000);
		}
		if (state == WebSocketState.CLOSE_RECEIVED || state == WebSocketState.CLOSED) {
			peer.send(Frames.close(1001, ""));
			assertThat(socket.receive()).isInstanceOf(WebSocketMessage.Close.class);
		}
		if (state == WebSocketState.ABORTED) {
			socket.abort();
		}
		assertThat(socket.state()).isEqualTo(state);
		return peer;
	}

	private static void done(CompletableFuture<?> future) throws Exception {
		try {
			get(future);
		}
		catch (ExecutionException ex) {
			throw (Exception) ex.getCause();
		}
	}

	/** An operation of a socket, and what it needs of the peer. */
	enum Operation {

		SEND_TEXT((socket) -> socket.sendText("x")),

		SEND_TEXT_ASYNC((socket) -> done(socket.sendTextAsync("x"))),

		SEND_BINARY((socket) -> socket.sendBinary(utf8("x"))),

		SEND_BINARY_ASYNC((socket) -> done(socket.sendBinaryAsync(utf8("x")))),

		SEND_FRAME((socket) -> socket.send(utf8("x"), MessageType.TEXT, SendFlag.END_OF_MESSAGE)),

		SEND_FRAME_ASYNC((socket) -> done(socket.sendAsync(utf8("x"), MessageType.TEXT))),

		SEND_PONG((socket) -> socket.sendPong(utf8("x"))),

		SEND_PONG_ASYNC((socket) -> done(socket.sendPongAsync(utf8("x")))),

		RECEIVE(ClientWebSocket::receive),

		RECEIVE_WITHIN((socket) -> assertThat(socket.receive(RawPeer.TIMEOUT)).isPresent()),

		RECEIVE_ASYNC((socket) -> done(socket.receiveAsync())),

		RECEIVE_BUFFER((socket) -> socket.receive(ByteBuffer.allocate(9))),

		RECEIVE_BUFFER_ASYNC((socket) -> done(socket.receiveAsync(ByteBuffer.allocate(9)))),

		CLOSE_OUTPUT((socket) -> socket.closeOutput(NORMAL, null)),

		CLOSE_OUTPUT_ASYNC((socket) -> done(socket.closeOutputAsync(NORMAL, null))),

		CLOSE((socket) -> socket.close(NORMAL, null)),

		CLOSE_ASYNC((socket) -> done(socket.closeAsync(NORMAL, null))),

		AUTO_CLOSE(ClientWebSocket::close),

		ABORT(ClientWebSocket::abort);

		@SuppressWarnings("ImmutableEnumChecker") // a lambda without state
		private final Action action;

		Operation(Action action) {
			this.action = action;
		}

		/** What the peer sees of the operation, and does for it. */
		void answer(RawPeer peer, WebSocketState before) {
			boolean sends = before == WebSocketState.OPEN || before == WebSocketState.CLOSE_RECEIVED;
			if (name().startsWith("SEND")) {
				assertThat(peer.nextFrame().text()).isEqualTo("x");
			}
			else if (name().startsWith("RECEIVE")) {
				peer.send(Frames.text("x"));
			}
			else if (this == ABORT) {
				peer.expectEnd();
			}
			else if (sends) {
				assertThat(peer.nextFrame().closeCode()).isEqualTo(1000);
			}
			boolean closes = this == CLOSE || this == CLOSE_ASYNC || this == AUTO_CLOSE;
			if (closes && !before.isTerminal()) {
				peer.send(Frames.close(1001, ""));
				peer.fin();
				peer.expectEnd();
			}
		}

		/** What is called. */
		interface Action {

			void on(ClientWebSocket socket) throws Exception;

		}

	}

}
