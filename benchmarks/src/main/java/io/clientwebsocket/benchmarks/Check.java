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

package io.clientwebsocket.benchmarks;

import java.net.URI;
import java.time.Duration;

/**
 * Whether a client transfers what it is given: random messages of every length, compared
 * byte by byte at the other end. Uses the same code as the measurement.
 */
final class Check {

	static final Duration LIMIT = Duration.ofSeconds(60);

	private static final long SEED = 64;

	private static final int COUNT = 500;

	private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

	private Check() {
	}

	/** Returns when everything arrived; time is bounded by that of the process. */
	static void run(Contender contender, int port) throws Exception {
		ExpectedMessages expected = new ExpectedMessages(new RandomMessages(SEED, COUNT));
		try (Subject subject = contender.factory().connect(uri(contender.kind(), port))) {
			subject.run(new RandomMessages(SEED, COUNT), expected);
			long complete = expected.complete();
			while (contender.kind() == Kind.SEND && complete < COUNT) {
				Thread.sleep(POLL_INTERVAL.toMillis());
				complete = ServerStatistics.of(port).messages();
			}
			if (complete != COUNT) {
				throw new IllegalStateException("expected " + COUNT + " messages, but were " + complete);
			}
		}
	}

	private static URI uri(Kind kind, int port) {
		String random = "/" + SEED + "/" + COUNT;
		return ClientProcess.uri(port, switch (kind) {
			case RECEIVE -> "/" + Routes.SEND_RANDOM + random;
			case SEND -> "/" + Routes.EXPECT_RANDOM + random;
			case ROUND_TRIP_ASYNC, ROUND_TRIP_BLOCKING -> "/" + Routes.ECHO;
		});
	}

}
