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
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.KeepAlive;
import io.clientwebsocket.MessageType;
import io.clientwebsocket.WebSocketState;
import io.clientwebsocket.jetty.JettyWebSocketConnector;
import io.clientwebsocket.stream.StreamResources;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nothing is left of a socket, however it ended.
 */
@Timeout(30)
class LeakTests {

	private static final ClientWebSocketOptions OPTIONS = ClientWebSocketOptions.builder()
		.keepAlive(KeepAlive.pingPong(Duration.ofSeconds(30), Duration.ofSeconds(10)))
		.build();

	@AfterEach
	void stopConnectors() {
		SocketPeer.stopConnectors();
	}

	@ParameterizedTest
	@EnumSource
	void memoryHoldsNothingBehindTheEnd(End end) throws Exception {
		MemoryPeer peer = new MemoryPeer(OPTIONS);
		fill(peer);
		end.action.end(peer);
		ContractTests.await("the end", () -> {
			peer.pass(Duration.ofSeconds(1));
			return peer.openTransports() == 0 && peer.buffersInUse() == 0 && peer.clock().pending() == 0;
		});
		assertThat(peer.client().state()).isEqualTo(end.state);
		peer.close();
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "KEEP_ALIVE_TIMEOUT" })
	void connectorHoldsNothingBehindTheEnd(End end) throws Exception {
		try (RawPeer peer = SocketPeer.plain(OPTIONS)) {
			fill(peer);
			end.action.end(peer);
			JettyWebSocketConnector connector = SocketPeer.plainConnector();
			ContractTests.await("the end", () -> connector.openSockets() == 0);
			assertThat(peer.client().state()).isEqualTo(end.state);
		}
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "KEEP_ALIVE_TIMEOUT" })
	void streamsHoldNothingBehindTheEnd(End end) throws Exception {
		try (RawPeer peer = SocketPeer.streams(OPTIONS)) {
			fill(peer);
			end.action.end(peer);
			StreamResources.awaitNone();
			assertThat(peer.client().state()).isEqualTo(end.state);
		}
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "KEEP_ALIVE_TIMEOUT" })
	void channelHoldsNothingBehindTheEnd(End end) throws Exception {
		try (RawPeer peer = new ChannelPeer(OPTIONS)) {
			fill(peer);
			end.action.end(peer);
			StreamResources.awaitNone();
			assertThat(peer.client().state()).isEqualTo(end.state);
		}
	}

	/** Let the socket have read something that nobody took, and be within a message. */
	private static void fill(RawPeer peer) throws Exception {
		peer.send(Frames.text("taken"), Frames.text("not taken"), Frames.binary(new byte[1000]).fragment());
		assertThat(ContractTests.text(peer.client())).isEqualTo("taken");
		peer.client().send(ByteBuffer.allocate(10), MessageType.BINARY);
		peer.passReadAhead();
	}

	@Test
	void threadsEndWithTheConnector() throws Exception {
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		for (int i = 0; i < 20; i++) {
			try (RawPeer peer = SocketPeer.plain(OPTIONS)) {
				peer.client().sendText("a");
			}
		}
		SocketPeer.stopConnectors();
		for (Thread thread : Thread.getAllStackTraces().keySet()) {
			if (!before.contains(thread)) {
				TimeUnit.SECONDS.timedJoin(thread, 10);
			}
		}
		assertThat(Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !before.contains(thread))
			.map(Thread::getName)
			.collect(Collectors.toSet())).isEmpty();
	}

	/** A way in which a socket ends. */
	@SuppressWarnings("FutureReturnValueIgnored") // what becomes of them does not matter
	enum End {

		CLOSE(WebSocketState.CLOSED, (peer) -> {
			peer.send(Frames.continuation(""), Frames.close(1000, ""));
			peer.client().close(CloseStatus.NORMAL_CLOSURE, null);
		}),

		CLOSE_OF_THE_PEER(WebSocketState.CLOSED, (peer) -> {
			peer.send(Frames.continuation(""), Frames.close(1000, ""));
			while (peer.client().state() == WebSocketState.OPEN) {
				peer.client().receive();
			}
			peer.client().closeOutput(CloseStatus.NORMAL_CLOSURE, null);
		}),

		ABORT(WebSocketState.ABORTED, (peer) -> peer.client().abort()),

		LOSS(WebSocketState.ABORTED, (peer) -> {
			peer.reset();
			ContractTests.await("the loss", () -> {
				peer.client().receiveAsync();
				return peer.client().state() == WebSocketState.ABORTED;
			});
		}),

		VIOLATION(WebSocketState.ABORTED, (peer) -> {
			peer.send("83 00");
			ContractTests.await("the violation", () -> {
				peer.client().receiveAsync();
				return peer.client().state() == WebSocketState.ABORTED;
			});
		}),

		BLOCKED_SEND(WebSocketState.ABORTED, (peer) -> {
			peer.client().sendBinaryAsync(ByteBuffer.allocate(8 * 1024 * 1024));
			peer.awaitBytes();
			peer.client().abort();
		}),

		KEEP_ALIVE_TIMEOUT(WebSocketState.ABORTED, (peer) -> peer.pass(Duration.ofSeconds(41)));

		private final WebSocketState state;

		@SuppressWarnings("ImmutableEnumChecker") // a lambda without state
		private final Action action;

		End(WebSocketState state, Action action) {
			this.state = state;
			this.action = action;
		}

		/** What ends the socket. */
		interface Action {

			void end(RawPeer peer) throws Exception;

		}

	}

}
