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
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.CloseResult;
import io.clientwebsocket.KeepAlive;
import io.clientwebsocket.WebSocketState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two sockets and a model of them, driven at random: operations, slices, stalls, cuts,
 * and the order of everything that threads would do. A seed that fails, fails again.
 */
class ModelTests {

	/** How many seeds are tried. */
	private static final int SEEDS = Integer.getInteger("model.seeds", 3000);

	private static final long FIRST_SEED = Long.getLong("model.firstSeed", 1);

	private static final ClientWebSocketOptions OPTIONS = ClientWebSocketOptions.builder()
		.keepAlive(KeepAlive.pingPong(Duration.ofSeconds(20), Duration.ofSeconds(20)))
		.build();

	@Test
	@Timeout(3600)
	void socketsDoWhatTheModelSays() {
		for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
			try {
				new Run(seed).run();
			}
			catch (AssertionError | RuntimeException ex) {
				throw new AssertionError("expected what the model says, but seed " + seed + " fails: " + ex, ex);
			}
		}
	}

	/** One connection from its opening to its end. */
	private static final class Run {

		private static final int STEPS = 80;

		private final Random random;

		private final SimulatedNetwork network;

		private final List<ModelledSocket> ends;

		/** How likely it is, in percent, that a step does what breaks the connection. */
		private final int violence;

		/** Whether something happened that ends a socket without a close handshake. */
		private boolean broken;

		Run(long seed) {
			this.random = new Random(seed);
			this.violence = (seed % 2 == 0) ? 0 : 2;
			this.network = new SimulatedNetwork(this.random);
			this.ends = List.of(new ModelledSocket(this.network.client(OPTIONS), this.random),
					new ModelledSocket(this.network.server(OPTIONS), this.random));
		}

		void run() {
			for (int i = 0; i < STEPS; i++) {
				step(this.ends.get(this.random.nextInt(2)));
				this.network.run(this.random.nextInt(12));
				this.ends.forEach(ModelledSocket::requireProgress);
			}
			finish();
			this.ends.forEach(ModelledSocket::requireEnd);
			requireMessages(this.ends.get(0), this.ends.get(1));
			requireMessages(this.ends.get(1), this.ends.get(0));
			if (!this.broken) {
				this.ends.forEach(Run::requireClean);
			}
		}

		private void step(ModelledSocket end) {
			if (this.random.nextInt(100) < this.violence) {
				violate(end);
				return;
			}
			switch (this.random.nextInt(16)) {
				case 0, 1, 2 -> end.sendMessage();
				case 3, 4 -> end.sendFragment();
				case 5, 6, 7 -> end.receiveMessage();
				case 8, 9, 10 -> end.receivePart();
				case 11 -> end.cancelReceive();
				case 12 -> end.sendControl();
				case 13 -> this.network.clock().advance(Duration.ofMillis(this.random.nextInt(30)));
				case 14 -> this.network.stall(this.random.nextInt(3) == 0);
				default -> closeRarely(end);
			}
		}

		private void closeRarely(ModelledSocket end) {
			switch (this.random.nextInt(12)) {
				case 0 -> end.close();
				case 1 -> end.closeOutput();
				default -> end.takeReceived();
			}
		}

		private void violate(ModelledSocket end) {
			this.broken = true;
			switch (this.random.nextInt(3)) {
				case 0 -> end.socket().abort();
				case 1 -> this.network.breakOff();
				default -> this.network.clock().advance(Duration.ofSeconds(this.random.nextInt(60)));
			}
		}

		/** Both ends close, and everything comes to its end within bounded time. */
		private void finish() {
			this.network.heal();
			for (int i = 0; i < 2000 && !hasEnded(); i++) {
				for (ModelledSocket end : this.ends) {
					end.receiveOn();
					if (end.socket().state() == WebSocketState.OPEN
							|| end.socket().state() == WebSocketState.CLOSE_RECEIVED) {
						end.closeOutput();
					}
					end.requireProgress();
				}
				this.network.run(500);
				this.network.clock().advance(Duration.ofMillis(this.broken ? 100 : 2));
			}
			assertThat(hasEnded())
				.as("everything has ended: " + this.ends.get(0).socket() + ", " + this.ends.get(1).socket() + ", "
						+ this.network.held())
				.isTrue();
		}

		private boolean hasEnded() {
			return this.ends.stream().allMatch(ModelledSocket::hasEnded) && this.network.held().isEmpty();
		}

		/** What arrives is what was sent, in order, up to where the connection ended. */
		private void requireMessages(ModelledSocket from, ModelledSocket to) {
			List<String> sent = from.sent();
			List<String> received = to.received();
			assertThat(received.size()).isLessThanOrEqualTo(sent.size());
			assertThat(received).isEqualTo(sent.subList(0, received.size()));
			if (!this.broken && !to.hasClosed()) {
				assertThat(received).hasSameSizeAs(sent);
			}
		}

		private static void requireClean(ModelledSocket end) {
			assertThat(end.socket().state()).isEqualTo(WebSocketState.CLOSED);
			if (end.closing() != null) {
				assertThat(end.closing().join().outcome()).isEqualTo(CloseResult.Outcome.CLEAN);
			}
		}

	}

}
