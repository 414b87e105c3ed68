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

package io.clientwebsocket.jetty;

import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.DeflateOptions;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.test.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * How a connector agrees on compression with a server (RFC 7692, 7.1).
 */
@Timeout(30)
class DeflateHandshakeTests {

	private static TestConnector connector;

	@BeforeAll
	static void createConnector() {
		connector = TestConnector.create(Scheme.trusting().deflate(DeflateOptions.defaults()).build());
	}

	@AfterAll
	static void closeConnector() {
		connector.assertNothingHeld();
		connector.close();
	}

	private static ScriptedServer answering(Scheme scheme, String extensions) {
		return scheme
			.start((connection) -> connection.acceptHandshake((answer) -> answer.extensions(extensions)).echo());
	}

	@ParameterizedTest
	@EnumSource
	void offerIsSentAndTheAnswerIsAtHand(Scheme scheme) throws Exception {
		try (ScriptedServer server = answering(scheme, "permessage-deflate; client_max_window_bits=10");
				ClientWebSocket socket = connector.get().connect(server.uri())) {
			assertThat(server.received().request().headers("Sec-WebSocket-Extensions"))
				.containsExactly("permessage-deflate; client_max_window_bits");
			assertThat(socket.handshake().deflate()).isEqualTo(DeflateOptions.defaults().withClientMaxWindowBits(10));
			socket.sendText("compressed, compressed");
			assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("compressed, compressed"));
		}
	}

	@Test
	void serverDoesNotAnswerThenMessagesAreNotCompressed() throws Exception {
		try (ScriptedServer server = Scheme.WS.start((connection) -> connection.acceptHandshake().echo());
				ClientWebSocket socket = connector.get().connect(server.uri())) {
			assertThat(socket.handshake().deflate()).isNull();
			socket.sendText("plain");
			assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("plain"));
		}
	}

	@Test
	void nothingIsAgreedThenACompressedFrameIsRefused() throws Exception {
		try (ScriptedServer server = Scheme.WS.start(
				(connection) -> connection.acceptHandshake().sendRaw("C1 07 F2 48 CD C9 C9 07 00").expectClose(1002));
				ClientWebSocket socket = connector.get().connect(server.uri())) {
			WebSocketException failure = catchThrowableOfType(WebSocketException.class, socket::receive);
			assertThat(failure.error()).isEqualTo(WebSocketError.FAULTED);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "permessage-deflate; server_max_window_bits=7", "permessage-deflate; unknown",
			"permessage-deflate; client_max_window_bits", "permessage-deflate, permessage-deflate", "foo" })
	void answerIsNoneToTheOfferThenTheConnectFailsWithItsText(String extensions) throws Exception {
		try (ScriptedServer server = Scheme.WS
			.start((connection) -> connection.acceptHandshake((answer) -> answer.extensions(extensions)).expectEnd())) {
			WebSocketHandshakeException failure = connector.failure(server.uri());
			assertThat(failure.error()).isEqualTo(WebSocketError.HEADER_ERROR);
			assertThat(failure).hasMessageContaining("'Sec-WebSocket-Extensions: " + extensions + "'");
			assertThat(failure.response().status()).isEqualTo(101);
			server.awaitFinished();
		}
	}

	@Test
	void callHasOptionsOfItsOwnThenTheseAreOffered() throws Exception {
		ClientWebSocketOptions options = connector.get()
			.options()
			.toBuilder()
			.deflate(DeflateOptions.defaults().withClientContextTakeover(false).withServerMaxWindowBits(9))
			.build();
		try (ScriptedServer server = answering(Scheme.WS, "permessage-deflate; server_max_window_bits=9")) {
			CompletableFuture<ClientWebSocket> connect = connector.get().connectAsync(server.uri(), options);
			try (ClientWebSocket socket = TestConnector.get(connect)) {
				assertThat(server.received().request().headers("Sec-WebSocket-Extensions")).containsExactly(
						"permessage-deflate; client_max_window_bits; client_no_context_takeover; server_max_window_bits=9");
				assertThat(socket.handshake().deflate()).isEqualTo(options.deflate());
			}
		}
	}

}
