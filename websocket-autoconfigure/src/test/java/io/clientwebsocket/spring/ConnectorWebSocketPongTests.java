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

package io.clientwebsocket.spring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.KeepAlive;
import io.clientwebsocket.test.Frames;
import io.clientwebsocket.test.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of PINGs and PONGs of the sessions of {@link ConnectorWebSocketClient}.
 */
class ConnectorWebSocketPongTests extends ConnectorWebSocketClientSetup {

	@Test
	void pingIsAnsweredByAPongWithThePayloadOfThePing() throws Exception {
		try (ScriptedServer server = accepting((connection) -> connection
			.expectFrame((frame) -> assertThat(frame.toString()).isEqualTo("ping [70 31] (2 bytes)"))
			.send(Frames.pong("p1"))
			.ignoreUntilEnd())) {
			WebSocketSession session = open(server);
			session.sendMessage(new PingMessage(bytes("p1")));
			assertThat(this.handler.next()).isEqualTo("pong p1");
		}
	}

	@Test
	void pongThatNobodyAskedForIsSent() throws Exception {
		try (ScriptedServer server = accepting(
				(connection) -> connection.expectPong("p1").sendText("seen").ignoreUntilEnd())) {
			WebSocketSession session = open(server);
			session.sendMessage(new PongMessage(bytes("p1")));
			assertThat(this.handler.next()).isEqualTo("text seen");
			session.close();
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> session.sendMessage(new PongMessage()));
		}
	}

	@Test
	void pongThatNobodyAskedForReachesTheHandlerAndTheListenerOfTheOptions() throws Exception {
		BlockingQueue<String> told = new LinkedBlockingQueue<>();
		ClientWebSocketOptions options = this.connector.options()
			.toBuilder()
			.pongListener((socket, payload, roundTrip) -> told
				.add(StandardCharsets.UTF_8.decode(payload) + ((roundTrip != null) ? " of a PING" : "")))
			.build();
		try (ScriptedServer server = accepting((connection) -> connection.expectText("go")
			.send(Frames.pong("p1"), Frames.pong("p2"))
			.answerPing()
			.send(Frames.pong("p4"))
			.ignoreUntilEnd())) {
			WebSocketSession session = new ConnectorWebSocketClient(this.connector, options)
				.execute(this.handler, null, server.uri())
				.get(10, TimeUnit.SECONDS);
			assertThat(this.handler.next()).isEqualTo("established");
			session.sendMessage(new TextMessage("go"));
			assertThat(List.of(this.handler.next(), this.handler.next())).containsExactly("pong p1", "pong p2");
			session.sendMessage(new PingMessage(bytes("p3")));
			assertThat(List.of(this.handler.next(), this.handler.next())).containsExactlyInAnyOrder("pong p3",
					"pong p4");
			assertThat(List.of(told.take(), told.take(), told.take(), told.take())).containsExactly("p1", "p2",
					"p3 of a PING", "p4");
		}
	}

	@Test
	void answerToTheKeepAliveIsNotToldToTheHandler() throws Exception {
		ClientWebSocketOptions options = this.connector.options()
			.toBuilder()
			.keepAlive(KeepAlive.pingPong(Duration.ofMillis(1), Duration.ofSeconds(10)))
			.build();
		try (ScriptedServer server = accepting(
				(connection) -> connection.answerPing().sendText("answered").ignoreUntilEnd())) {
			new ConnectorWebSocketClient(this.connector, options).execute(this.handler, null, server.uri())
				.get(10, TimeUnit.SECONDS);
			assertThat(List.of(this.handler.next(), this.handler.next())).containsExactly("established",
					"text answered");
		}
	}

	@Test
	void pongsThatAHandlerDoesNotTakeInTimeAreDropped() throws Exception {
		CountDownLatch inside = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		CountDownLatch seen = new CountDownLatch(200);
		RecordingHandler slow = new RecordingHandler() {

			@Override
			void within(WebSocketSession session, String event) throws Exception {
				if (event.equals("text first")) {
					inside.countDown();
					release.await();
				}
			}

		};
		ClientWebSocketOptions options = this.connector.options()
			.toBuilder()
			.pongListener((socket, payload, roundTrip) -> seen.countDown())
			.build();
		try (ScriptedServer server = accepting((connection) -> {
			connection.sendText("first").stallUntil(inside);
			while (seen.getCount() > 0) {
				long left = seen.getCount();
				connection.send(Frames.pong("p"));
				while (seen.getCount() == left) {
					Thread.onSpinWait();
				}
			}
			connection.sendText("last").ignoreUntilEnd();
		})) {
			new ConnectorWebSocketClient(this.connector, options).execute(slow, null, server.uri())
				.get(10, TimeUnit.SECONDS);
			seen.await();
			release.countDown();
			List<String> events = new ArrayList<>();
			while (!events.contains("text last")) {
				events.add(slow.next());
			}
			assertThat(events).filteredOn("pong p"::equals).hasSize(128);
		}
	}

}
