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

package io.clientwebsocket.jetty;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.junit.jupiter.api.Test;

import io.clientwebsocket.test.ManualClock;
import io.clientwebsocket.transport.TimeSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link IdleConnections}.
 */
class IdleConnectionsTests {

	private final ManualClock clock = new ManualClock();

	private final List<Connection> expired = new ArrayList<>();

	private final IdleConnections idle = idle(this.clock, Duration.ofSeconds(60));

	private final Connection one = new Unused();

	private final Connection two = new Unused();

	private IdleConnections idle(TimeSource time, Duration timeout) {
		return new IdleConnections(time, timeout, this.expired::add);
	}

	private void pass(int seconds) {
		this.clock.advance(Duration.ofSeconds(seconds));
	}

	@Test
	void timeIsUpThenTheConnectionIsTold() {
		this.idle.add(this.one);
		pass(30);
		this.idle.add(this.two);
		pass(29);
		assertThat(this.expired).isEmpty();
		pass(1);
		assertThat(this.expired).containsExactly(this.one);
		pass(30);
		assertThat(this.expired).containsExactly(this.one, this.two);
	}

	@Test
	void connectionIsUsedThenItsTimeBeginsAgainAfterThat() {
		this.idle.add(this.one);
		pass(59);
		this.idle.remove(this.one);
		assertThat(this.clock.pending()).isZero();
		pass(1000);
		this.idle.add(this.one);
		pass(59);
		assertThat(this.expired).isEmpty();
		pass(1);
		assertThat(this.expired).containsExactly(this.one);
	}

	@Test
	void connectionIsAddedTwiceThenTheLaterTimeHolds() {
		this.idle.add(this.one);
		pass(59);
		this.idle.add(this.one);
		assertThat(this.clock.pending()).isEqualTo(1);
		pass(59);
		assertThat(this.expired).isEmpty();
		pass(1);
		assertThat(this.expired).containsExactly(this.one);
	}

	@Test
	void connectionIsUsedBeforeThereIsATimerThenNoTimerIsLeft() {
		IdleConnections[] used = new IdleConnections[1];
		used[0] = idle(new TimeSource() {

			@Override
			public long nanoTime() {
				return IdleConnectionsTests.this.clock.nanoTime();
			}

			@Override
			public Timer schedule(Runnable task, long delayNanos) {
				used[0].remove(IdleConnectionsTests.this.one);
				return IdleConnectionsTests.this.clock.schedule(task, delayNanos);
			}

		}, Duration.ofSeconds(60));
		used[0].add(this.one);
		assertThat(this.clock.pending()).isZero();
	}

	@Test
	void timeoutIsZeroThenNothingExpires() {
		IdleConnections forEver = idle(this.clock, Duration.ZERO);
		forEver.add(this.one);
		assertThat(this.clock.pending()).isZero();
		forEver.remove(this.one);
	}

	/** A connection of which nothing is asked. */
	private static final class Unused implements Connection {

		@Override
		public void send(Request request, Response.CompleteListener listener) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void close() {
			throw new UnsupportedOperationException();
		}

		@Override
		public boolean isClosed() {
			return false;
		}

	}

}
