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

import io.clientwebsocket.CloseResult;
import io.clientwebsocket.CloseResult.Outcome;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link InMemoryWebSockets}, and of what is different in the role of the
 * server.
 */
@Timeout(30)
class InMemoryWebSocketsTests {

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

}
