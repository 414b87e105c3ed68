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

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.clientwebsocket.test.ConnectionEnd;
import io.clientwebsocket.test.Frames;
import io.clientwebsocket.test.ReceivedRequest;
import io.clientwebsocket.test.ScriptedConnection;
import io.clientwebsocket.test.ScriptedServer;
import io.clientwebsocket.test.ServerScript;

/**
 * A server that is asked like the suite's: for the number of cases, for each case, and
 * for the reports.
 */
final class SuiteServer implements AutoCloseable {

	private static final Pattern CASE = Pattern.compile("/runCase\\?case=(\\d+)&agent=.*");

	private final ScriptedServer server;

	private SuiteServer(ScriptedServer server) {
		this.server = server;
	}

	/** Start a server with these cases. */
	static SuiteServer start(ServerScript... cases) {
		return start((client) -> sendCount(client, String.valueOf(cases.length)), SuiteServer::writeReports,
				List.of(cases));
	}

	/** Start a server with other answers. */
	static SuiteServer start(ServerScript count, ServerScript reports, List<? extends ServerScript> cases) {
		return new SuiteServer(ScriptedServer.start(whenAsked((client) -> {
			String target = client.received().request().target();
			Matcher number = CASE.matcher(target);
			ServerScript script = number.matches() ? cases.get(Integer.parseInt(number.group(1)) - 1)
					: target.startsWith("/updateReports?agent=") ? reports : count;
			script.run(client);
		})));
	}

	/**
	 * A script for a connection with a request: an HTTP client may open one connection
	 * more than it has a use for, and close it at once.
	 */
	static ServerScript whenAsked(ServerScript script) {
		return (client) -> {
			try {
				client.readRequest();
			}
			catch (AssertionError ex) {
				if (client.received().end() != ConnectionEnd.NONE && client.received().requests().isEmpty()) {
					return;
				}
				throw ex;
			}
			script.run(client);
		};
	}

	/** Accept a handshake with header fields like those of the suite. */
	static void acceptHandshake(ScriptedConnection client) {
		client.acceptHandshake((answer) -> answer.upgrade("WebSocket")
			.header("Server", "AutobahnTestSuite/0.8.2-0.10.9")
			.header("X-Powered-By", "AutobahnPython/0.10.9"));
	}

	static void sendCount(ScriptedConnection client, String count) {
		client.acceptHandshakeAnd(Frames.bytes(Frames.text(count), Frames.closeWithoutStatus()));
		Ending.ANSWERED_WITHOUT_STATUS.play(client);
	}

	static void writeReports(ScriptedConnection client) {
		client.acceptHandshakeAnd(Frames.closeWithoutStatus().toBytes());
		Ending.ANSWERED_WITHOUT_STATUS.play(client);
	}

	/** Address of the server, as it is given to the driver. */
	String url() {
		return "ws://127.0.0.1:" + this.server.port();
	}

	/** What the server was asked for, in order. */
	List<String> targets() {
		this.server.awaitFinished();
		return IntStream.rangeClosed(1, this.server.connectionCount())
			.mapToObj((number) -> this.server.received(number).requests())
			.flatMap(List::stream)
			.map(ReceivedRequest::target)
			.toList();
	}

	int connectionCount() {
		return this.server.connectionCount();
	}

	/** Wait until all that was asked for is done, as it has to be. */
	void awaitFinished() {
		this.server.awaitFinished();
	}

	@Override
	public void close() {
		this.server.close();
	}

}
