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
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketStatistics;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a connection that stays counts of its sockets, and what waits for them.
 */
@Timeout(30)
class TrafficTests {

	private static long received(ManagedFixture fixture) {
		ConnectionCounters counters = fixture.connection.counters();
		assertThat(counters.bytesSent()).isEqualTo(counters.bytesReceived() / 10);
		return counters.bytesReceived();
	}

	@Test
	void bytesOfAllConnectionsAreCountedOnce() {
		ManagedFixture fixture = new ManagedFixture();
		fixture.connection.start();
		fixture.connector.last().count(100);
		assertThat(received(fixture)).isEqualTo(100);
		assertThat(received(fixture)).isEqualTo(100);
		fixture.connector.last().count(150);
		fixture.connector.last().lose(WebSocketError.CONNECTION_CLOSED_PREMATURELY);
		assertThat(received(fixture)).isEqualTo(150);
		fixture.pass(60_000);
		fixture.connector.last().count(1000);
		fixture.connector.last().pushClose(1001);
		fixture.pass(60_000);
		fixture.connector.last().count(20_000);
		fixture.stop();
		assertThat(received(fixture)).isEqualTo(21_150);
	}

	@Test
	void bytesOfAnEndedSocketAreThoseOfItsEndAndItIsNotAskedAgain() {
		ManagedFixture fixture = new ManagedFixture();
		fixture.connection.start();
		FakeWebSocket ended = fixture.connector.last();
		ended.count(100);
		fixture.stop();
		ended.count(500);
		assertThat(received(fixture)).isEqualTo(100);
	}

	@Test
	void bothSocketsOfAReplacementAreCountedUntilTheOldOneHasEnded() {
		ManagedFixture fixture = new ManagedFixture();
		fixture.connection.start();
		FakeWebSocket old = fixture.connector.last();
		old.count(100);
		assertThat(fixture.connection.reconnectGracefully()).isCompleted();
		fixture.connector.last().count(1000);
		old.count(150);
		assertThat(received(fixture)).isEqualTo(1150);
		assertThat(fixture.connection.statistics()).isEqualTo(new WebSocketStatistics(1000, 100, 3));
		old.pushClose(1000);
		old.count(700);
		assertThat(received(fixture)).isEqualTo(1150);
		fixture.connector.last().count(2000);
		fixture.stop();
		assertThat(received(fixture)).isEqualTo(2150);
	}

	@Test
	void oldSocketThatIsCutOffIsCountedToItsEnd() {
		ManagedFixture fixture = new ManagedFixture();
		fixture.connection.start();
		FakeWebSocket old = fixture.connector.last();
		assertThat(fixture.connection.reconnectGracefully()).isCompleted();
		old.count(100);
		fixture.pass(10_000);
		old.count(500);
		assertThat(received(fixture)).isEqualTo(100);
		fixture.stop();
	}

	@Test
	void statisticsAreThoseOfTheOpenConnection() {
		ManagedFixture fixture = new ManagedFixture();
		assertThat(fixture.connection.statistics()).isNull();
		fixture.connection.start();
		fixture.connector.last().count(10);
		assertThat(fixture.connection.statistics()).isEqualTo(new WebSocketStatistics(10, 1, 3));
		fixture.stop();
		assertThat(fixture.connection.statistics()).isNull();
	}

	@Test
	void messagesThatWaitForAConnectionAreCountedWhileTheyWait() {
		ManagedFixture fixture = new ManagedFixture(
				(builder) -> builder.sendBuffer(SendBuffer.of(10, 1000, Duration.ofMinutes(1))));
		fixture.connector.refuse();
		fixture.connection.start();
		List<CompletableFuture<Void>> sends = new ArrayList<>();
		for (int i = 1; i <= 3; i++) {
			sends.add(fixture.connection.sendTextAsync("m" + i));
			assertThat(fixture.connection.counters().sendsWaiting()).isEqualTo(i);
		}
		assertThat(sends.remove(0).cancel(false)).isTrue();
		assertThat(fixture.connection.counters().sendsWaiting()).isEqualTo(2);
		fixture.pass(60_000 - 1);
		assertThat(sends).allMatch(CompletableFuture::isDone);
		assertThat(fixture.connection.counters().sendsWaiting()).isZero();
		fixture.stop();
	}

}
