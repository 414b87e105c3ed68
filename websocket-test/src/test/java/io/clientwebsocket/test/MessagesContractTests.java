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

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.CloseResult;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Contract of the loop over messages.
 */
class MessagesContractTests extends ContractTests {

	private static List<String> all(ClientWebSocket socket) {
		List<String> texts = new ArrayList<>();
		for (WebSocketMessage message : socket.messages()) {
			texts.add(text(message));
		}
		return texts;
	}

	@Test
	void loopEndsWhenThePeerCloses() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.text("a"), Frames.text("b"), Frames.close(1000, "done"));
		assertThat(all(peer.client())).containsExactly("a", "b");
		assertThat(peer.client().closeReason()).isEqualTo("done");
		assertThat(all(peer.client())).isEmpty();
	}

	@Test
	void loopEndsWhenThisSideCloses() throws Exception {
		RawPeer peer = open();
		BlockedCall<List<String>> loop = BlockedCall.start(() -> all(peer.client()));
		CompletableFuture<CloseResult> close = peer.client().closeAsync(CloseStatus.NORMAL_CLOSURE, null);
		assertThat(peer.nextFrame().closeCode()).isEqualTo(1000);
		peer.send(Frames.text("late"), Frames.close(1000, ""));
		assertThat(get(loop)).isSubsetOf("late");
		assertThat(get(close).outcome()).isEqualTo(CloseResult.Outcome.CLEAN);
		assertThat(peer.client().state()).isEqualTo(WebSocketState.CLOSED);
	}

	@Test
	void loopOnAClosedSocketIsEmpty() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.close(1000, ""));
		assertThat(peer.client().close(CloseStatus.NORMAL_CLOSURE, null).received())
			.isEqualTo(CloseStatus.NORMAL_CLOSURE);
		assertThat(all(peer.client())).isEmpty();
	}

	@Test
	void loopThrowsWhenTheConnectionIsLost() throws Exception {
		RawPeer peer = open();
		BlockedCall<List<String>> loop = BlockedCall.start(() -> all(peer.client()));
		peer.fin();
		failure(WebSocketError.CONNECTION_CLOSED_PREMATURELY, loop);
	}

	@Test
	void loopThrowsWhenTheSocketIsAborted() throws Exception {
		RawPeer peer = open();
		BlockedCall<List<String>> loop = BlockedCall.start(() -> all(peer.client()));
		peer.client().abort();
		failure(WebSocketError.ABORTED, loop);
	}

	@Test
	void loopEndsWithTheInterruptSetAndLeavesTheSocketUsable() throws Exception {
		RawPeer peer = open();
		BlockedCall<List<String>> loop = BlockedCall.start(() -> all(peer.client()));
		loop.interrupt();
		assertThat(get(loop)).isEmpty();
		assertThat(loop.leftInterrupt()).isTrue();
		peer.send(Frames.text("a"));
		assertThat(text(peer.client())).isEqualTo("a");
	}

	@Test
	void nextBehindTheEndHasNoElement() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.close(1000, ""));
		Iterator<WebSocketMessage> messages = peer.client().messages().iterator();
		assertThat(messages.hasNext()).isFalse();
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(messages::next);
	}

}
