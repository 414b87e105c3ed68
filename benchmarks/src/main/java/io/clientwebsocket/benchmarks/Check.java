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
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.clientwebsocket.benchmarks.message.Content;
import io.clientwebsocket.benchmarks.message.ExpectedMessages;
import io.clientwebsocket.benchmarks.message.RandomMessages;
import io.clientwebsocket.benchmarks.server.Routes;
import io.clientwebsocket.benchmarks.server.ServerPorts;
import io.clientwebsocket.benchmarks.server.ServerStatistics;
import io.clientwebsocket.benchmarks.subject.Client;
import io.clientwebsocket.benchmarks.subject.ClientSettings;
import io.clientwebsocket.benchmarks.subject.Kind;
import io.clientwebsocket.benchmarks.subject.Subject;
import io.clientwebsocket.benchmarks.subject.Transport;

/**
 * Whether a client transfers what it is given: random messages of every length, compared
 * byte by byte at the other end. Uses the same code as the measurement.
 */
final class Check {

	/** Time for all. */
	static final Duration LIMIT = Duration.ofMinutes(2);

	private static final long SEED = 64;

	private static final int COUNT = 60;

	/** So small that all that are under way fit into the buffers of the kernel. */
	private static final int PIPELINED_SIZE = 1000;

	private static final Duration POLL_INTERVAL = Duration.ofMillis(5);

	private final Contender contender;

	private final ServerPorts ports;

	Check(Contender contender, ServerPorts ports) {
		this.contender = contender;
		this.ports = ports;
	}

	/** Returns when everything arrived; time is bounded by that of the process. */
	void run(List<Scenario> scenarios) throws Exception {
		Set<Way> done = new HashSet<>();
		for (Scenario scenario : scenarios) {
			Way way = Way.of(scenario);
			if (this.contender.takesPart(scenario) && done.add(way)) {
				run(way);
			}
		}
	}

	private void run(Way way) throws Exception {
		if (way.kind() == Kind.CONNECT || way.kind() == Kind.IDLE) {
			return;
		}
		ExpectedMessages expected = new ExpectedMessages(way.messages());
		try (Client client = this.contender.factory().create(way.settings());
				Subject subject = client.subject(uri(way), way.kind())) {
			long before = ServerStatistics.of(this.ports.plain()).messages();
			subject.run(way.messages(), expected);
			long complete = expected.complete();
			while (way.kind() == Kind.SEND && complete < COUNT) {
				Thread.sleep(POLL_INTERVAL.toMillis());
				complete = ServerStatistics.of(this.ports.plain()).messages() - before;
			}
			if (complete != COUNT) {
				throw new IllegalStateException(way + ": expected " + COUNT + " messages, but were " + complete);
			}
		}
	}

	private URI uri(Way way) {
		String path = switch (way.kind()) {
			case RECEIVE -> Routes.SEND_RANDOM;
			case SEND -> Routes.EXPECT_RANDOM;
			default -> Routes.ECHO;
		};
		return URI.create(Scenario.base(way.transport(), this.ports) + "/" + path + "/" + way.content() + "/" + SEED
				+ "/" + COUNT);
	}

	/**
	 * What is checked once for a client.
	 */
	private record Way(Kind kind, Content content, Transport transport) {

		/**
		 * Over HTTP/2 the server compares nothing, so that messages go there and back. Of
		 * many threads it knows no order, so that one sends.
		 */
		static Way of(Scenario scenario) {
			Transport transport = scenario.transport();
			Kind kind = scenario.kind().isSend() ? Kind.SEND : scenario.kind();
			return new Way((transport == Transport.HTTP_2) ? Kind.ROUND_TRIP_ASYNC : kind, scenario.content(),
					transport);
		}

		ClientSettings settings() {
			return new ClientSettings(this.content.isDeflated(), RandomMessages.MAX_SIZE, this.transport);
		}

		RandomMessages messages() {
			int size = (this.kind == Kind.PIPELINED) ? PIPELINED_SIZE : RandomMessages.MAX_SIZE;
			return new RandomMessages(SEED, COUNT, this.content, size);
		}

	}

}
