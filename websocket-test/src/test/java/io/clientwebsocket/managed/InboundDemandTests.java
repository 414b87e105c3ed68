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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What comes in, for those who ask for it: subscribers and loops.
 */
@Timeout(30)
class InboundDemandTests {

	@Test
	void subscriberGetsWhatItAsksForAcrossConnections() {
		ManagedFixture fixture = new ManagedFixture(false, (builder) -> {
		});
		RecordingSubscriber subscriber = new RecordingSubscriber();
		fixture.connection.publisher().subscribe(subscriber);
		fixture.connection.start();
		fixture.connector.last().push("a", "b");
		assertThat(subscriber.signals).containsExactly("subscribed");
		subscriber.subscription.request(1);
		assertThat(subscriber.signals).containsExactly("subscribed", "a");
		subscriber.subscription.request(10);
		fixture.connector.last().lose(WebSocketError.ABORTED);
		fixture.connector.last().push("c");
		fixture.stop();
		assertThat(subscriber.signals).containsExactly("subscribed", "a", "b", "gap 1", "c", "complete");
	}

	@Test
	void subscriberOfAConnectionThatFailsGetsAnError() {
		ManagedFixture fixture = new ManagedFixture(false, (builder) -> {
		});
		RecordingSubscriber subscriber = new RecordingSubscriber();
		fixture.connection.publisher().subscribe(subscriber);
		fixture.connection.start();
		fixture.connector.last().pushClose(1008);
		assertThat(subscriber.signals).containsExactly("subscribed",
				"error Connection 'test' has ended, CLOSED_BY_PEER 1008");
		fixture.assertNothingLeft();
	}

	@Test
	void subscriberThatCancelsLeavesTheRestToOthers() {
		ManagedFixture fixture = ManagedFixture.pulling(InboundBuffer.block(10));
		RecordingSubscriber subscriber = new RecordingSubscriber();
		fixture.connection.publisher().subscribe(subscriber);
		subscriber.subscription.request(1);
		fixture.connector.last().push("a", "b");
		subscriber.subscription.cancel();
		subscriber.subscription.request(1);
		assertThat(subscriber.signals).containsExactly("subscribed", "a");
		assertThat(ManagedFixture.take(fixture.connection.received().iterator(), 1)).containsExactly("b");
		fixture.stop();
	}

	@Test
	void subscriberThatAsksForNothingGetsAnError() {
		ManagedFixture fixture = ManagedFixture.pulling(InboundBuffer.block(10));
		RecordingSubscriber subscriber = new RecordingSubscriber();
		fixture.connection.publisher().subscribe(subscriber);
		subscriber.subscription.request(0);
		assertThat(subscriber.signals).containsExactly("subscribed", "error 'count' must be positive, but was 0");
		fixture.stop();
	}

	@Test
	void loopOfAConnectionThatFailsThrows() {
		ManagedFixture fixture = ManagedFixture.pulling(InboundBuffer.block(10));
		Iterator<Received> received = fixture.connection.received().iterator();
		fixture.connector.last().push("a");
		fixture.connector.last().pushClose(1008);
		assertThat(ManagedFixture.take(received, 1)).containsExactly("a");
		assertThatExceptionOfType(WebSocketException.class).isThrownBy(received::hasNext).withMessageContaining("1008");
		assertThat(received.hasNext()).isFalse();
	}

	@Test
	void loopThatIsInterruptedEndsWithTheInterruptSet() {
		ManagedFixture fixture = ManagedFixture.pulling(InboundBuffer.block(10));
		Thread.currentThread().interrupt();
		assertThat(fixture.connection.received().iterator().hasNext()).isFalse();
		assertThat(Thread.interrupted()).isTrue();
		fixture.stop();
	}

	@Test
	void interruptEndsALoopThatHasMoreToTakeAndLosesNothing() {
		ManagedFixture fixture = ManagedFixture.pulling(InboundBuffer.block(10));
		fixture.connector.last().push("a");
		Iterator<Received> received = fixture.connection.received().iterator();
		Thread.currentThread().interrupt();
		assertThat(received.hasNext()).isFalse();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(ManagedFixture.take(fixture.connection.received().iterator(), 1)).containsExactly("a");
		fixture.stop();
	}

	@Test
	void messagesOfAConnectionWithAListenerCannotBeAskedFor() {
		ManagedFixture fixture = new ManagedFixture();
		assertThatIllegalStateException().isThrownBy(fixture.connection::publisher);
		assertThatIllegalStateException().isThrownBy(fixture.connection::received);
	}

	@Test
	void listenerToGapsNeedsOneToMessages() {
		assertThatIllegalStateException()
			.isThrownBy(() -> new ManagedFixture(false, (builder) -> builder.onGap((gap) -> {
			})))
			.withMessageContaining("onMessage");
	}

	@Test
	void nextRunHasAStreamOfItsOwn() {
		ManagedFixture fixture = ManagedFixture.pulling(InboundBuffer.block(10));
		Iterator<Received> first = fixture.connection.received().iterator();
		fixture.connector.last().push("a");
		assertThat(fixture.connection.stopAsync()).isCompleted();
		fixture.connection.start();
		Iterator<Received> second = fixture.connection.received().iterator();
		fixture.connector.last().push("b");
		assertThat(ManagedFixture.take(second, 1)).containsExactly("b");
		assertThat(ManagedFixture.take(first, 1)).containsExactly("a");
		assertThat(first.hasNext()).isFalse();
		fixture.stop();
	}

	@Test
	void whoAsksAfterAStopGetsWhatIsLeftAndTheEnd() {
		ManagedFixture fixture = ManagedFixture.pulling(InboundBuffer.block(10));
		fixture.connector.last().push("a");
		assertThat(fixture.connection.stopAsync()).isCompleted();
		Iterator<Received> received = fixture.connection.received().iterator();
		assertThat(ManagedFixture.take(received, 1)).containsExactly("a");
		assertThat(received.hasNext()).isFalse();
		RecordingSubscriber subscriber = new RecordingSubscriber();
		fixture.connection.publisher().subscribe(subscriber);
		assertThat(subscriber.signals).containsExactly("subscribed", "complete");
		fixture.assertNothingLeft();
	}

	@Test
	@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void whoAsksAfterAFailureIsToldOfIt() {
		ManagedFixture fixture = ManagedFixture.pulling(InboundBuffer.block(10));
		fixture.connector.last().pushClose(1008);
		assertThat(fixture.state()).isEqualTo(ConnectionState.FAILED);
		Iterator<Received> received = fixture.connection.received().iterator();
		assertThatExceptionOfType(WebSocketException.class).isThrownBy(received::hasNext).withMessageContaining("1008");
		RecordingSubscriber subscriber = new RecordingSubscriber();
		fixture.connection.publisher().subscribe(subscriber);
		assertThat(subscriber.signals).containsExactly("subscribed",
				"error Connection 'test' has ended, CLOSED_BY_PEER 1008");
		fixture.assertNothingLeft();
	}

	@Test
	void whoAsksBeforeTheFirstStartWaitsForIt() {
		ManagedFixture fixture = new ManagedFixture(false, (builder) -> {
		});
		Iterator<Received> received = fixture.connection.received().iterator();
		fixture.connection.start();
		fixture.connector.last().push("a");
		assertThat(ManagedFixture.take(received, 1)).containsExactly("a");
		fixture.stop();
	}

}
