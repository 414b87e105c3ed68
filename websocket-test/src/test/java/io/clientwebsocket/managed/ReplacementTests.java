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

package io.clientwebsocket.managed;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Make before break.
 */
@Timeout(30)
class ReplacementTests {

	@Test
	void oldConnectionIsReadToItsEndBeforeTheNewOne() {
		ManagedFixture fixture = new ManagedFixture((builder) -> builder.onOpen((socket) -> socket.sendText("login")));
		fixture.connection.start();
		FakeWebSocket old = fixture.connector.last();
		old.push("a");
		fixture.takeEvents();
		CompletableFuture<Void> replaced = fixture.connection.reconnectGracefully();
		FakeWebSocket next = fixture.connector.last();
		assertThat(replaced).isCompleted();
		assertThat(next).isNotSameAs(old);
		assertThat(old.state()).isEqualTo(WebSocketState.CLOSE_SENT);
		next.push("c");
		old.push("b");
		assertThat(fixture.connection.sendTextAsync("x")).isCompleted();
		old.pushClose(1000);
		assertThat(fixture.received).containsExactly("a", "b", "c");
		assertThat(next.sent()).containsExactly("login", "x");
		assertThat(fixture.takeEvents()).containsExactly("0 Replaced");
		assertThat(old.state()).isEqualTo(WebSocketState.CLOSED);
		fixture.stop();
	}

	@Test
	void oldConnectionStaysUntilTheNewOneIsReady() {
		ManagedFixture fixture = new ManagedFixture();
		fixture.connection.start();
		fixture.connector.hang();
		CompletableFuture<Void> replaced = fixture.connection.reconnectGracefully();
		fixture.connector.last().push("a");
		assertThat(fixture.connection.sendTextAsync("x")).isCompleted();
		assertThat(replaced).isNotDone();
		FakeWebSocket next = new FakeWebSocket(ManagedFixture.SERVER);
		fixture.connector.sockets().add(next);
		fixture.connector.pending().get(0).complete(next);
		assertThat(replaced).isCompleted();
		assertThat(fixture.received).containsExactly("a");
		fixture.connector.sockets().get(0).pushClose(1000);
		next.push("b");
		assertThat(fixture.received).containsExactly("a", "b");
		fixture.stop();
	}

	@Test
	void replacementThatFailsLeavesTheOldConnection() {
		ManagedFixture fixture = new ManagedFixture();
		fixture.connection.start();
		fixture.connector.refuse();
		CompletableFuture<Void> replaced = fixture.connection.reconnectGracefully();
		assertThat(replaced).isCompletedExceptionally();
		fixture.connector.last().push("a");
		assertThat(fixture.received).containsExactly("a");
		assertThat(fixture.takeEvents()).containsExactly("0 CONNECTING", "0 OPEN", "0 ReplacementFailed");
		fixture.stop();
	}

	@Test
	void oldConnectionWhosePeerDoesNotCloseIsCutOff() {
		ManagedFixture fixture = new ManagedFixture();
		fixture.connection.start();
		FakeWebSocket old = fixture.connector.last();
		assertThat(fixture.connection.reconnectGracefully()).isCompleted();
		fixture.connector.last().push("b");
		fixture.pass(9999);
		assertThat(fixture.received).isEmpty();
		fixture.pass(1);
		assertThat(old.state()).isEqualTo(WebSocketState.ABORTED);
		assertThat(fixture.received).containsExactly("gap of 10000 ms after 1 attempts, REQUESTED", "b");
		assertThat(fixture.takeEvents()).endsWith("0 Replaced", "10000 Gap");
		fixture.stop();
	}

	@Test
	void oldConnectionThatNobodyReadsIsCutOff() {
		ManagedFixture fixture = new ManagedFixture(false, (builder) -> builder.inboundBuffer(InboundBuffer.block(1)));
		fixture.connection.start();
		FakeWebSocket old = fixture.connector.last();
		old.push("a", "b");
		assertThat(fixture.connection.reconnectGracefully()).isCompleted();
		fixture.connector.last().push("c");
		fixture.pass(10_000);
		assertThat(old.state()).isEqualTo(WebSocketState.ABORTED);
		Iterator<Received> received = fixture.connection.received().iterator();
		assertThat(ManagedFixture.describe(received.next())).isEqualTo("a");
		assertThat(ManagedFixture.describe(received.next())).isEqualTo("gap 1");
		assertThat(ManagedFixture.describe(received.next())).isEqualTo("c");
		fixture.stop();
	}

	@Test
	void requestOfTheOldConnectionGetsItsReplyThere() {
		ManagedFixture fixture = new ManagedFixture((builder) -> builder.replies(ManagedFixture::text));
		fixture.connection.start();
		FakeWebSocket old = fixture.connector.last();
		CompletableFuture<WebSocketMessage> first = fixture.connection.requestAsync("1",
				new WebSocketMessage.Text("?1"));
		CompletableFuture<WebSocketMessage> second = fixture.connection.requestAsync("2",
				new WebSocketMessage.Text("?2"));
		assertThat(fixture.connection.reconnectGracefully()).isCompleted();
		CompletableFuture<WebSocketMessage> third = fixture.connection.requestAsync("3",
				new WebSocketMessage.Text("?3"));
		old.push("1");
		old.pushClose(1000);
		assertThat(first).isCompletedWithValue(new WebSocketMessage.Text("1"));
		assertThat(second).isCompletedExceptionally();
		assertThat(third).isNotDone();
		fixture.connector.last().push("3");
		assertThat(third).isCompleted();
		fixture.stop();
	}

	@Test
	void manyReplacementsKeepTheOrder() {
		ManagedFixture fixture = new ManagedFixture();
		fixture.connection.start();
		for (int i = 0; i < 4; i++) {
			assertThat(fixture.connection.reconnectGracefully()).isCompleted();
		}
		List<FakeWebSocket> sockets = fixture.connector.sockets();
		for (int i = sockets.size() - 1; i >= 0; i--) {
			sockets.get(i).push("" + i);
		}
		assertThat(fixture.received).containsExactly("0");
		for (int i = 0; i < 4; i++) {
			sockets.get(i).pushClose(1000);
		}
		assertThat(fixture.received).containsExactly("0", "1", "2", "3", "4");
		fixture.stop();
	}

	@Test
	void connectionThatIsLostWhileTheOldOneIsReadHasItsGapBehindBoth() {
		ManagedFixture fixture = new ManagedFixture();
		fixture.connection.start();
		FakeWebSocket old = fixture.connector.last();
		assertThat(fixture.connection.reconnectGracefully()).isCompleted();
		fixture.connection.reconnectNow();
		fixture.connector.last().push("c");
		old.push("a");
		assertThat(fixture.received).containsExactly("a");
		old.pushClose(1000);
		assertThat(fixture.received).containsExactly("a", "gap of 0 ms after 1 attempts, REQUESTED", "c");
		fixture.stop();
	}

	@Test
	void withoutAConnectionItConnectsAtOnce() {
		ManagedFixture fixture = new ManagedFixture();
		assertThat(fixture.connection.reconnectGracefully()).isCompletedExceptionally();
		fixture.connector.refuse().refuse();
		fixture.connection.start();
		CompletableFuture<Void> open = fixture.connection.reconnectGracefully();
		assertThat(open).isNotDone();
		fixture.pass(2000);
		assertThat(open).isCompleted();
		fixture.connector.last().lose(WebSocketError.FAULTED);
		CompletableFuture<Void> stopped = fixture.connection.reconnectGracefully();
		assertThat(stopped).isCompleted();
		fixture.connector.last().hold(false, true);
		CompletableFuture<Void> stop = fixture.connection.stopAsync(CloseStatus.ENDPOINT_UNAVAILABLE, "bye");
		assertThat(stop).isNotDone();
		fixture.connector.last().release();
		assertThat(stop).isCompleted();
		fixture.assertNothingLeft();
	}

}
