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

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.managed.Action.Timer;
import io.clientwebsocket.managed.ConnectionMachine.Ended;
import io.clientwebsocket.managed.DisconnectCause.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The machine beside a plain record of what it has asked for: events in any order, right
 * and late ones, as a seed decides.
 */
class ConnectionMachineModelTests {

	private static final int SEEDS = Integer.getInteger("managed.seeds", 500);

	private static final int STEPS = 200;

	private static final URI SERVER = URI.create("ws://a/");

	@Test
	void nothingIsOpenedTwiceAndNothingIsLeft() {
		for (int seed = 0; seed < SEEDS; seed++) {
			World world = new World(seed);
			for (int step = 0; step < STEPS; step++) {
				world.step();
			}
			world.stop();
		}
	}

	/** What the machine believes that there is. */
	private static final class World {

		private final int seed;

		private final SplittableRandom random;

		private final ConnectionMachine machine;

		private final Set<Long> attempts = new HashSet<>();

		private final Set<Long> opened = new HashSet<>();

		private final Set<Timer> timers = new HashSet<>();

		private Instant now = Instant.EPOCH;

		private long timerId;

		private long live;

		private boolean running;

		private boolean hadConnection;

		private @Nullable Instant lost;

		World(int seed) {
			this.seed = seed;
			this.random = new SplittableRandom(seed);
			Backoff backoff = Backoff.builder()
				.maxRetries(this.random.nextInt(6))
				.stableOnMessage(this.random.nextBoolean())
				.startSpread(Duration.ofMillis(this.random.nextInt(2)))
				.reconnectSpread(Duration.ofMillis(this.random.nextInt(2)))
				.build();
			this.machine = new ConnectionMachine(backoff, this.random.split(), this.now);
		}

		void step() {
			this.now = this.now.plusMillis(this.random.nextInt(1000));
			long any = this.random.nextInt(40);
			switch (this.random.nextInt(14)) {
				case 0, 1 -> this.machine.start(this.now);
				case 2 -> this.machine.stop(CloseStatus.NORMAL_CLOSURE, null, this.now);
				case 3 -> this.machine.pause(this.now);
				case 4 -> this.machine.resume(this.now);
				case 5 -> this.machine.reconnectNow(this.now);
				case 6 -> this.machine.reconnectGracefully(this.now);
				case 7 -> due(Timer.RETRY);
				case 8 -> due(Timer.STABLE);
				case 9, 10 -> open(attempt());
				case 11 -> end(attempt());
				case 12 -> end((this.live != 0) ? this.live : any);
				default -> this.machine.firstMessage(any);
			}
			check();
		}

		private long attempt() {
			return this.attempts.stream().findAny().orElse((long) this.random.nextInt(40));
		}

		private void due(Timer timer) {
			if (this.timers.remove(timer)) {
				if (timer == Timer.RETRY) {
					this.machine.retryDue(this.timerId, this.now);
				}
				else {
					this.machine.stable(this.live);
				}
			}
		}

		private void open(long id) {
			if (this.attempts.remove(id)) {
				this.opened.add(id);
				this.machine.opened(id, SERVER, this.now);
			}
		}

		private void end(long id) {
			this.attempts.remove(id);
			RetryDecision.Action[] all = RetryDecision.Action.values();
			RetryDecision decision = new RetryDecision(all[this.random.nextInt(all.length)], null);
			this.machine.ended(id, new Ended(SERVER, DisconnectCause.of(Kind.CONNECTION_LOST, "lost"), decision,
					Math.max(0, this.random.nextInt(6) - 3)), this.now);
		}

		void stop() {
			this.machine.stop(CloseStatus.NORMAL_CLOSURE, null, this.now);
			check();
			assertThat(this.running).as("seed %d", this.seed).isFalse();
		}

		private void check() {
			this.machine.takeActions().forEach(this::perform);
			ConnectionStatus status = this.machine.status();
			String what = "seed " + this.seed + ", " + status;
			boolean open = status.state() == ConnectionState.OPEN;
			boolean connecting = status.state() == ConnectionState.CONNECTING;
			assertThat(this.live != 0).as(what).isEqualTo(open);
			assertThat(this.opened).as(what).hasSize(open ? 1 : 0);
			assertThat(this.attempts.size()).as(what).isBetween(connecting ? 1 : 0, (connecting || open) ? 1 : 0);
			assertThat(this.timers.contains(Timer.RETRY)).as(what)
				.isEqualTo(status.state() == ConnectionState.BACKING_OFF);
			assertThat(this.running).as(what)
				.isEqualTo(status.paused()
						|| (status.state() != ConnectionState.STOPPED && status.state() != ConnectionState.FAILED));
			assertThat(status.nextAttempt() != null).as(what).isEqualTo(status.state() == ConnectionState.BACKING_OFF);
			if (!open) {
				assertThat(this.timers).as(what).doesNotContain(Timer.STABLE);
			}
		}

		private void perform(Action action) {
			String what = "seed " + this.seed + ", " + action;
			if (action instanceof Action.BeginRun) {
				assertThat(this.running).as(what).isFalse();
				this.running = true;
				this.hadConnection = false;
			}
			else if (action instanceof Action.EndRun) {
				assertThat(this.running).as(what).isTrue();
				this.running = false;
			}
			else if (action instanceof Action.Connect connect) {
				assertThat(this.attempts.add(connect.id())).as(what).isTrue();
			}
			else if (action instanceof Action.Abandon abandon) {
				assertThat(this.attempts.remove(abandon.id()) || this.opened.remove(abandon.id())).as(what).isTrue();
			}
			else if (action instanceof Action.Activate activate) {
				assertThat(this.live).as(what).isZero();
				this.live = activate.id();
			}
			else if (action instanceof Action.Receive receive) {
				receive(receive, what);
			}
			else if (action instanceof Action.Replace replace) {
				assertThat(this.live).as(what).isEqualTo(replace.oldId());
				this.opened.remove(replace.oldId());
				this.live = replace.newId();
			}
			else if (action instanceof Action.Retire retire) {
				assertThat(this.live).as(what).isEqualTo(retire.id());
				this.opened.remove(retire.id());
				this.live = 0;
				this.lost = this.now;
			}
			else if (action instanceof Action.SetTimer timer) {
				assertThat(this.timers.add(timer.timer())).as(what).isTrue();
				this.timerId = (timer.timer() == Timer.RETRY) ? timer.id() : this.timerId;
			}
			else if (action instanceof Action.CancelTimer timer) {
				this.timers.remove(timer.timer());
			}
		}

		private void receive(Action.Receive receive, String what) {
			assertThat(this.live).as(what).isEqualTo(receive.id());
			Gap gap = receive.gap();
			assertThat(gap != null).as(what).isEqualTo(this.hadConnection);
			if (gap != null) {
				assertThat(gap.from()).as(what).isEqualTo(this.lost);
				assertThat(gap.to()).as(what).isEqualTo(this.now);
				assertThat(gap.attempts()).as(what).isPositive();
			}
			this.hadConnection = true;
		}

	}

}
