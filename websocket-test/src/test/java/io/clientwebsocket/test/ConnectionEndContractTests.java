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

import org.junit.jupiter.api.Test;

import io.clientwebsocket.CloseResult;
import io.clientwebsocket.CloseResult.Outcome;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Contract of the connection behind a close handshake: who ends it, and when.
 */
class ConnectionEndContractTests extends ContractTests {

	private static final CloseStatus NORMAL = CloseStatus.NORMAL_CLOSURE;

	private static final CloseResult CLEAN = new CloseResult(Outcome.CLEAN, NORMAL, NORMAL);

	private static final Duration LINGER = Duration.ofSeconds(1);

	@Test
	void waitForTheServerDelaysNeitherReceiveNorClose() throws Exception {
		RawPeer peer = open();
		peer.client().closeOutput(NORMAL, null);
		assertThat(peer.nextFrame().closeCode()).isEqualTo(1000);
		CompletableFuture<WebSocketMessage> receive = peer.client().receiveAsync();
		peer.send(Frames.close(1000, ""));
		// on a manual clock no time passes at all
		assertThat(get(receive)).isEqualTo(new WebSocketMessage.Close(NORMAL, ""));
		assertThat(peer.client().state()).isEqualTo(WebSocketState.CLOSED);
		assertThat(get(peer.client().closeAsync(NORMAL, null))).isEqualTo(CLEAN);
		if (peer instanceof MemoryPeer memory) {
			memory.pass(LINGER.minusNanos(1));
			memory.assertSilent();
			assertThat(memory.openTransports()).isOne();
		}
		peer.pass(Duration.ofNanos(1));
		peer.expectEnd();
	}

	@Test
	void serverThatEndsTheConnectionEndsTheWait() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.close(1000, ""));
		assertThat(peer.client().close(NORMAL, null)).isEqualTo(CLEAN);
		assertThat(peer.nextFrame().closeCode()).isEqualTo(1000);
		peer.fin();
		peer.expectEnd();
	}

	@Test
	void serverThatGoesOnSendingDoesNotProlongTheWait() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.close(1000, ""));
		assertThat(peer.client().close(NORMAL, null)).isEqualTo(CLEAN);
		assertThat(peer.nextFrame().closeCode()).isEqualTo(1000);
		for (int i = 0; i < 10; i++) {
			peer.send(Frames.binary(pattern(10_000)));
			peer.pass(LINGER.dividedBy(10));
		}
		peer.expectEnd();
		assertThat(peer.client().state()).isEqualTo(WebSocketState.CLOSED);
	}

	@Test
	void abortEndsTheWait() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.close(1000, ""));
		assertThat(peer.client().close(NORMAL, null)).isEqualTo(CLEAN);
		assertThat(peer.nextFrame().closeCode()).isEqualTo(1000);
		peer.client().abort();
		peer.expectEnd();
		assertThat(peer.client().state()).isEqualTo(WebSocketState.CLOSED);
	}

	@Test
	void serverThatClosedAndEndedItsDirectionGetsOurCloseFrame() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.close(1001, ""));
		peer.fin();
		assertThat(peer.client().receive()).isInstanceOf(WebSocketMessage.Close.class);
		peer.client().sendText("last");
		assertThat(peer.client().close(NORMAL, null))
			.isEqualTo(new CloseResult(Outcome.CLEAN, NORMAL, CloseStatus.ENDPOINT_UNAVAILABLE));
		assertThat(peer.next()).isEqualTo("text \"last\"");
		assertThat(peer.nextFrame().closeCode()).isEqualTo(1000);
		peer.expectEnd();
	}

	@Test
	void closeOfALostPeerThatHasClosedEndsAsAborted() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.close(1001, ""));
		assertThat(peer.client().receive()).isInstanceOf(WebSocketMessage.Close.class);
		peer.reset();
		assertThat(get(peer.client().closeAsync(NORMAL, null)))
			.isEqualTo(new CloseResult(Outcome.ABORTED, null, CloseStatus.ENDPOINT_UNAVAILABLE));
		assertThat(peer.client().failure().error()).isEqualTo(WebSocketError.CONNECTION_CLOSED_PREMATURELY);
	}

	@Test
	void closeOfThePeerThatIsCutShortIsALostConnection() throws Exception {
		RawPeer peer = open();
		CompletableFuture<WebSocketMessage> receive = peer.client().receiveAsync();
		peer.send("88 05 03 E8 61");
		peer.fin();
		failure(WebSocketError.CONNECTION_CLOSED_PREMATURELY, receive);
		assertThat(peer.client().closeStatus()).isNull();
		assertThat(peer.client().state()).isEqualTo(WebSocketState.ABORTED);
	}

	@Test
	void serverThatEndsItsDirectionEndsTheSocketAndTheConnection() throws Exception {
		RawPeer peer = open();
		CompletableFuture<WebSocketMessage> receive = peer.client().receiveAsync();
		peer.client().sendText("before");
		peer.fin();
		failure(WebSocketError.CONNECTION_CLOSED_PREMATURELY, receive);
		failure(WebSocketError.INVALID_STATE, () -> peer.client().sendText("behind"));
		assertThat(peer.next()).isEqualTo("text \"before\"");
		peer.expectEnd();
	}

}
