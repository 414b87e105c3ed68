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
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.CloseResult;
import io.clientwebsocket.CloseResult.Outcome;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.KeepAlive;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests of {@link InMemoryWebSockets}, and of what is different in the role of the
 * server.
 */
@Timeout(30)
class InMemoryWebSocketsTests {

	private static final ClientWebSocketOptions DEFAULTS = ClientWebSocketOptions.defaults();

	private final InMemoryWebSockets pair = InMemoryWebSockets.open();

	@AfterEach
	void nothingIsLeft() throws Exception {
		this.pair.close();
		ContractTests.await("both ends to be released", () -> {
			this.pair.clock().advance(Duration.ofSeconds(1));
			return this.pair.openTransports() == 0 && this.pair.buffersInUse() == 0;
		});
	}

	@Test
	void messagesGoBothWays() throws Exception {
		this.pair.client().sendText("ping");
		assertThat(ContractTests.text(this.pair.server())).isEqualTo("ping");
		this.pair.server().sendText("pong");
		assertThat(ContractTests.text(this.pair.client())).isEqualTo("pong");
	}

	@Test
	void serverEndsTheConnectionAtOnceAndTheClientNeedNotWait() throws Exception {
		CompletableFuture<CloseResult> close = this.pair.client().closeAsync(CloseStatus.NORMAL_CLOSURE, "done");
		assertThat(this.pair.server().receive())
			.isEqualTo(new WebSocketMessage.Close(CloseStatus.NORMAL_CLOSURE, "done"));
		CloseResult clean = new CloseResult(Outcome.CLEAN, CloseStatus.NORMAL_CLOSURE, CloseStatus.NORMAL_CLOSURE);
		assertThat(this.pair.server().close(CloseStatus.NORMAL_CLOSURE, null)).isEqualTo(clean);
		assertThat(ContractTests.get(close)).isEqualTo(clean);
		// no time passes
		ContractTests.await("both ends to be released", () -> this.pair.openTransports() == 0);
		assertThat(this.pair.client().state()).isEqualTo(WebSocketState.CLOSED);
		assertThat(this.pair.server().state()).isEqualTo(WebSocketState.CLOSED);
	}

	@Test
	void connectionIsCutThenBothEndsSeeTheLoss() {
		CompletableFuture<WebSocketMessage> client = this.pair.client().receiveAsync();
		CompletableFuture<WebSocketMessage> server = this.pair.server().receiveAsync();
		this.pair.cut();
		ContractTests.failure(WebSocketError.CONNECTION_CLOSED_PREMATURELY, client);
		ContractTests.failure(WebSocketError.CONNECTION_CLOSED_PREMATURELY, server);
	}

	@Test
	void networkStallsThenWhatIsUnderWayArrivesOnceItHeals() throws Exception {
		this.pair.stall();
		this.pair.client().sendText("late");
		CompletableFuture<WebSocketMessage> receive = this.pair.server().receiveAsync();
		assertThat(receive).isNotDone();
		this.pair.heal();
		assertThat(ContractTests.text(ContractTests.get(receive))).isEqualTo("late");
	}

	@Test
	void deadPeerIsNoticedWhenTimePasses() {
		ClientWebSocketOptions options = DEFAULTS.toBuilder()
			.keepAlive(KeepAlive.pingPong(Duration.ofSeconds(20), Duration.ofSeconds(10)))
			.build();
		try (InMemoryWebSockets pair = InMemoryWebSockets.open(options, options)) {
			pair.stall();
			pair.clock().advance(Duration.ofSeconds(30));
			WebSocketAssertions.assertThat(pair.client()).hasFailedWith(WebSocketError.KEEP_ALIVE_TIMEOUT);
		}
	}

	@Test
	void whatWasSentIsThereWhenTheSendReturns() throws Exception {
		try (InMemoryWebSockets pair = InMemoryWebSockets.open()) {
			pair.server().sendText("a");
			assertThat(pair.client().receive(Duration.ZERO)).contains(new WebSocketMessage.Text("a"));
		}
	}

	@Test
	void optionsSayWhichSubprotocolWasAgreed() {
		ClientWebSocketOptions options = DEFAULTS.toBuilder().subprotocols("chat").build();
		try (InMemoryWebSockets pair = InMemoryWebSockets.open(options, options)) {
			assertThat(pair.client().subprotocol()).isEqualTo("chat");
			assertThat(pair.server().subprotocol()).isEqualTo("chat");
			assertThat(pair.client().handshake()).isNull();
		}
	}

	@Test
	void withoutASubprotocolNoneIsAgreed() {
		try (InMemoryWebSockets pair = InMemoryWebSockets.open()) {
			assertThat(pair.client().subprotocol()).isNull();
			assertThat(pair.server().subprotocol()).isNull();
		}
	}

	@Test
	void endsThatDoNotAgreeAreRefused() {
		ClientWebSocketOptions options = DEFAULTS.toBuilder().subprotocols("chat").build();
		assertThatIllegalArgumentException().isThrownBy(() -> InMemoryWebSockets.open(options, DEFAULTS))
			.withMessage("'subprotocols' must be the same at both ends, but was [chat] and []");
	}

	@Test
	void optionsOfTheHandshakeAreRefused() {
		ClientWebSocketOptions options = DEFAULTS.toBuilder()
			.header("Origin", "x")
			.handshakeTimeout(Duration.ofSeconds(1))
			.subprotocols("a", "b")
			.build();
		assertThatIllegalArgumentException().isThrownBy(() -> InMemoryWebSockets.open(DEFAULTS, options))
			.withMessage("'options' must not set 'headers', 'handshakeTimeout', more than one of 'subprotocols':"
					+ " this socket has no handshake");
	}

}
