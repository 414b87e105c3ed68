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

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketMessage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What comes in: order, gaps, too much of it, and who takes it.
 */
@Timeout(30)
class InboundTests {

	@Test
	void listenerThatThrowsIsCountedAndGetsTheNextMessage() {
		List<String> seen = new ArrayList<>();
		ManagedFixture fixture = new ManagedFixture((builder) -> builder.onMessage((message) -> {
			seen.add(ManagedFixture.text(message));
			throw new IllegalStateException("listener");
		}));
		fixture.connection.start();
		fixture.connector.last().push("a", "b");
		assertThat(seen).containsExactly("a", "b");
		assertThat(fixture.state()).isEqualTo(ConnectionState.OPEN);
		assertThat(fixture.connection.counters().listenerFailures()).isEqualTo(2);
		fixture.stop();
	}

	@Test
	void listenerThatThrowsEndsTheConnectionIfAskedTo() {
		ManagedFixture fixture = new ManagedFixture(
				(builder) -> builder.closeOnListenerFailure(true).onMessage((message) -> {
					throw new IllegalStateException("listener");
				}));
		fixture.connection.start();
		fixture.connector.last().push("a");
		assertThat(fixture.connector.last().sentClose()).isEqualTo(CloseStatus.INTERNAL_SERVER_ERROR);
		assertThat(fixture.takeEvents()).containsExactly("0 CONNECTING", "0 OPEN",
				"0 disconnected, LISTENER_FAILED, RETRY_LATER", "0 BACKING_OFF");
		fixture.stop();
	}

	@Test
	void listenerThatThrowsDoesNotEndTheConnectionAfterItsOwn() {
		ReconnectingWebSocket[] self = new ReconnectingWebSocket[1];
		ManagedFixture fixture = new ManagedFixture(
				(builder) -> builder.closeOnListenerFailure(true).onMessage((message) -> {
					self[0].reconnectNow();
					throw new IllegalStateException("listener");
				}));
		self[0] = fixture.connection;
		fixture.connection.start();
		fixture.connector.last().push("a");
		assertThat(fixture.connector.sockets()).hasSize(2);
		assertThat(fixture.connector.last().sentClose()).isNull();
		assertThat(fixture.state()).isEqualTo(ConnectionState.OPEN);
		fixture.stop();
	}

	@Test
	void listenerOfTheFirstMessageMayAnswerAtOnce() {
		List<String> seen = new ArrayList<>();
		ManagedFixture[] holder = new ManagedFixture[1];
		ManagedFixture fixture = new ManagedFixture((builder) -> builder.onMessage((message) -> {
			seen.add(holder[0].state() + " " + ManagedFixture.text(message));
			assertThat(holder[0].connection.sendTextAsync("answer")).isCompleted();
		}));
		holder[0] = fixture;
		FakeWebSocket socket = new FakeWebSocket(ManagedFixture.SERVER);
		socket.push("a");
		fixture.connector.accept(socket);
		fixture.connection.start();
		assertThat(seen).containsExactly("OPEN a");
		assertThat(socket.sent()).containsExactly("answer");
		fixture.stop();
	}

	@Test
	void fullBufferMakesTheServerWait() {
		ManagedFixture fixture = ManagedFixture.pulling(InboundBuffer.block(2));
		fixture.connector.last().push("a", "b", "c", "d");
		assertThat(fixture.connection.counters().received()).isEqualTo(2);
		Iterator<Received> received = fixture.connection.received().iterator();
		assertThat(ManagedFixture.take(received, 4)).containsExactly("a", "b", "c", "d");
		fixture.stop();
		assertThat(received.hasNext()).isFalse();
		assertThat(fixture.connection.counters().dropped()).isZero();
	}

	@Test
	void messageThatComesWhenItsConnectionIsNoLongerTheOneIsCountedAsDropped() {
		ManagedFixture fixture = new ManagedFixture();
		FakeWebSocket first = new FakeWebSocket(ManagedFixture.SERVER).stubborn();
		fixture.connector.accept(first);
		fixture.connection.start();
		fixture.connection.reconnectNow();
		fixture.connector.last().push("b");
		first.push("a");
		assertThat(fixture.received).doesNotContain("a");
		assertThat(fixture.connection.counters().dropped()).isEqualTo(1);
		fixture.stop();
		assertThat(fixture.received).endsWith("b");
	}

	@Test
	void oldestMessagesMakeRoomButTheGapStays() {
		ManagedFixture fixture = ManagedFixture.pulling(InboundBuffer.dropOldest(2));
		Iterator<Received> received = fixture.connection.received().iterator();
		fixture.connector.last().push("a", "b", "c");
		fixture.connector.last().lose(WebSocketError.FAULTED);
		fixture.pass(1000);
		fixture.connector.last().push("d");
		assertThat(ManagedFixture.take(received, 3)).containsExactly("c", "gap 1", "d");
		fixture.connector.last().push("e");
		fixture.connector.last().lose(WebSocketError.FAULTED);
		fixture.pass(2000);
		fixture.connector.last().push("f", "g");
		assertThat(ManagedFixture.take(received, 3)).containsExactly("gap 1", "f", "g");
		assertThat(fixture.connection.counters().dropped()).isEqualTo(3);
		fixture.stop();
	}

	@Test
	void gapsBetweenWhichNothingIsLeftBecomeOne() {
		ManagedFixture fixture = ManagedFixture.pulling(InboundBuffer.dropOldest(1));
		fixture.connector.last().lose(WebSocketError.FAULTED);
		fixture.pass(1000);
		fixture.connector.last().lose(WebSocketError.FAULTED);
		fixture.pass(2000);
		fixture.connector.last().push("a");
		fixture.connector.last().lose(WebSocketError.FAULTED);
		fixture.pass(4000);
		fixture.connector.last().push("b");
		assertThat(ManagedFixture.take(fixture.connection.received().iterator(), 2)).containsExactly("gap 3", "b");
		fixture.stop();
	}

	@Test
	void newestMessagesAreDropped() {
		ManagedFixture fixture = ManagedFixture.pulling(InboundBuffer.dropNewest(2));
		fixture.connector.last().push("a", "b", "c");
		assertThat(ManagedFixture.take(fixture.connection.received().iterator(), 2)).containsExactly("a", "b");
		assertThat(fixture.connection.counters().dropped()).isEqualTo(1);
		fixture.stop();
	}

	@Test
	void latestMessageOfAKeyTakesThePlaceOfTheOneBeforeButNotAcrossAGap() {
		ManagedFixture fixture = ManagedFixture.pulling(InboundBuffer.latestPerKey(3, InboundTests::key));
		fixture.connector.last().push("EUR 1", "USD 1", "EUR 2", "?1", "?2");
		Iterator<Received> received = fixture.connection.received().iterator();
		assertThat(ManagedFixture.take(received, 3)).containsExactly("USD 1", "?1", "?2");
		fixture.connector.last().push("EUR 3");
		fixture.connector.last().lose(WebSocketError.FAULTED);
		fixture.pass(1000);
		fixture.connector.last().push("EUR 4", "EUR 5");
		assertThat(ManagedFixture.take(received, 3)).containsExactly("EUR 3", "gap 1", "EUR 5");
		fixture.stop();
	}

	private static Object key(WebSocketMessage message) {
		String text = ManagedFixture.text(message);
		return text.startsWith("?") ? null : text.substring(0, 3);
	}

	@Test
	void overflowEndsTheConnectionIfAskedTo() {
		ManagedFixture fixture = ManagedFixture.pulling(InboundBuffer.close(1));
		FakeWebSocket first = fixture.connector.last();
		first.push("a", "b");
		assertThat(first.sentClose()).isEqualTo(CloseStatus.POLICY_VIOLATION);
		fixture.pass(1000);
		assertThat(ManagedFixture.take(fixture.connection.received().iterator(), 2)).containsExactly("a", "gap 1");
		assertThat(fixture.connection.counters().dropped()).isEqualTo(1);
		fixture.stop();
	}

	@Test
	void silenceOfAFullBufferIsOurs() {
		ManagedFixture fixture = new ManagedFixture(false,
				(builder) -> builder.inboundBuffer(InboundBuffer.block(1)).noDataTimeout(Duration.ofSeconds(5)));
		fixture.connection.start();
		fixture.connector.last().push("a");
		fixture.pass(60_000);
		assertThat(fixture.state()).isEqualTo(ConnectionState.OPEN);
		assertThat(fixture.connector.sockets()).hasSize(1);
		fixture.connection.received().iterator().next();
		fixture.pass(10_000);
		assertThat(fixture.connector.sockets()).hasSizeGreaterThan(1);
		fixture.stop();
	}

	@Test
	void timeWithoutRoomIsNoSilenceAlthoughSomeWasTaken() {
		ManagedFixture fixture = new ManagedFixture(false,
				(builder) -> builder.inboundBuffer(InboundBuffer.block(4)).noDataTimeout(Duration.ofSeconds(5)));
		fixture.connection.start();
		Iterator<Received> received = fixture.connection.received().iterator();
		fixture.connector.last().push("a", "b", "c", "d", "e");
		fixture.pass(4_900);
		assertThat(ManagedFixture.take(received, 1)).containsExactly("a");
		fixture.pass(100);
		// half of the room is free: it is received again, and the time begins anew
		assertThat(ManagedFixture.take(received, 4)).containsExactly("b", "c", "d", "e");
		fixture.pass(4_900);
		assertThat(fixture.connector.sockets()).hasSize(1);
		fixture.pass(200);
		assertThat(fixture.connector.sockets()).hasSize(2);
		fixture.stop();
	}

	@Test
	void replyIsGivenBehindWhatCameBeforeIt() {
		AtomicReference<ManagedFixture> self = new AtomicReference<>();
		List<String> seen = new ArrayList<>();
		ManagedFixture fixture = new ManagedFixture(false,
				(builder) -> builder.replies((message) -> ManagedFixture.text(message).equals("reply") ? 0 : null)
					.onMessage((message) -> {
						seen.add(ManagedFixture.text(message));
						if (ManagedFixture.text(message).equals("go")) {
							// what comes while nobody receives is received together
							self.get().connector.last().push("a", "b", "reply", "c");
						}
					}));
		self.set(fixture);
		fixture.connection.start();
		CompletableFuture<Void> replied = fixture.connection.requestAsync(0, new WebSocketMessage.Text("?"))
			.thenAccept((reply) -> seen.add(ManagedFixture.text(reply)));
		fixture.connector.last().push("go");
		assertThat(replied).isCompleted();
		assertThat(seen).containsExactly("go", "a", "b", "reply", "c");
		fixture.stop();
	}

}
