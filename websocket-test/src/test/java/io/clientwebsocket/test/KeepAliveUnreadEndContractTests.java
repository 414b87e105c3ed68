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

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.KeepAlive;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketMessage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Contract of keep-alive when the last that the peer sent waits for a slow application.
 */
@Timeout(30)
class KeepAliveUnreadEndContractTests {

	private final MemoryPeer peer = new MemoryPeer(ClientWebSocketOptions.builder()
		.keepAlive(KeepAlive.pingPong(Duration.ofMillis(100), Duration.ofSeconds(1)))
		.build());

	@AfterEach
	void nothingIsLeft() throws Exception {
		this.peer.close();
		this.peer.assertNothingLeft();
	}

	@Test
	void dataAndTheCloseBehindItAreDeliveredAfterAMinuteWithoutAReceive() throws Exception {
		this.peer.send(Frames.text("last"), Frames.close(1001, "bye"));
		this.peer.awaitSent();
		this.peer.passReadAhead();
		this.peer.pass(Duration.ofMinutes(1));
		assertThat(ContractTests.text(this.peer.client())).isEqualTo("last");
		assertThat(this.peer.client().receive())
			.isEqualTo(new WebSocketMessage.Close(CloseStatus.ENDPOINT_UNAVAILABLE, "bye"));
	}

	@Test
	void dataBeforeTheEndOfTheConnectionIsDeliveredAfterAMinuteWithoutAReceive() throws Exception {
		this.peer.send(Frames.text("last"));
		this.peer.fin();
		this.peer.awaitSent();
		this.peer.passReadAhead();
		this.peer.pass(Duration.ofMinutes(1));
		assertThat(ContractTests.text(this.peer.client())).isEqualTo("last");
		ContractTests.failure(WebSocketError.CONNECTION_CLOSED_PREMATURELY, () -> this.peer.client().receive());
	}

}
