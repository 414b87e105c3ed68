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

package io.clientwebsocket.conformance;

import java.io.PrintStream;
import java.time.Duration;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.DeflateOptions;
import io.clientwebsocket.KeepAlive;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.jetty.JettyWebSocketConnector;

/**
 * Runs the Autobahn test suite, in its mode of a fuzzing server, against the client.
 *
 * @since 0.1.0
 */
public final class ConformanceDriver {

	/**
	 * Longer than the suite itself waits for any of its cases: 1000 s in 9.5 and 9.6.
	 */
	private static final Duration CASE_LIMIT = Duration.ofMinutes(20);

	/**
	 * A server that writes its reports does not answer the handshake before they are
	 * written.
	 */
	private static final Duration REPORTS_LIMIT = Duration.ofMinutes(2);

	/** The largest messages of the suite, in its group 9, have 16 MiB. */
	private static final long MAX_SIZE = 64L * 1024 * 1024;

	private static final int ALL_RUN = 0;

	private static final int BROKEN = 1;

	private static final int WRONG_USAGE = 2;

	private ConformanceDriver() {
	}

	/**
	 * Run the suite.
	 * @param args the address of the server, a name for the client, and whether to offer
	 * compression
	 * @throws InterruptedException if the thread is interrupted
	 */
	public static void main(String[] args) throws InterruptedException {
		int exitCode;
		try (CaseTimer timer = new CaseTimer(CASE_LIMIT)) {
			exitCode = run(timer, System.out, System.err, args);
		}
		System.exit(exitCode);
	}

	/**
	 * Run the suite.
	 * @return the exit code
	 */
	static int run(TimeLimit limit, PrintStream out, PrintStream err, String... args) throws InterruptedException {
		DriverArguments arguments;
		try {
			arguments = DriverArguments.parse(args);
		}
		catch (IllegalArgumentException ex) {
			err.printf("%s%n%n%s", ex.getMessage(), DriverArguments.USAGE);
			return WRONG_USAGE;
		}
		return run(arguments, limit, out, err);
	}

	private static int run(DriverArguments arguments, TimeLimit limit, PrintStream out, PrintStream err)
			throws InterruptedException {
		try (JettyWebSocketConnector connector = JettyWebSocketConnector.create(options(arguments.deflate()))) {
			FuzzingServer server = new FuzzingServer(connector, arguments, limit);
			return new ConformanceRun(server, out).run() ? ALL_RUN : BROKEN;
		}
		catch (WebSocketException | FuzzingServer.UnexpectedAnswerException ex) {
			err.printf("The run against %s has failed: %s%n", arguments.server(), ex.getMessage());
			return BROKEN;
		}
	}

	/** Options of the sockets; keep-alive is off, since every frame counts. */
	static ClientWebSocketOptions options(boolean deflate) {
		return ClientWebSocketOptions.builder()
			.deflate(deflate ? DeflateOptions.defaults() : null)
			.keepAlive(KeepAlive.off())
			.maxMessageSize(MAX_SIZE)
			.maxFrameSize(MAX_SIZE)
			.connectTimeout(Duration.ofSeconds(10))
			.handshakeTimeout(REPORTS_LIMIT)
			.writeTimeout(Duration.ofSeconds(30))
			.closeTimeout(Duration.ofSeconds(10))
			.build();
	}

}
