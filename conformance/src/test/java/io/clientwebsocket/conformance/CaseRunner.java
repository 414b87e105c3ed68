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

import java.net.URI;

import io.clientwebsocket.jetty.JettyWebSocketConnector;
import io.clientwebsocket.test.ScriptedServer;
import io.clientwebsocket.test.ServerScript;

/**
 * Runs single cases as the driver does, with its options and its echo loop.
 */
final class CaseRunner implements AutoCloseable {

	private final boolean deflate;

	private final JettyWebSocketConnector connector;

	/** Run cases with or without {@code --deflate}. */
	CaseRunner(boolean deflate) {
		this.deflate = deflate;
		this.connector = JettyWebSocketConnector.create(ConformanceDriver.options(deflate));
	}

	/** Run a case, and see the server's side of it through to its end. */
	CaseEnd run(String number, ServerScript script) throws InterruptedException {
		try (ScriptedServer server = ScriptedServer.start(SuiteServer.whenAsked(script))) {
			DriverArguments arguments = new DriverArguments(URI.create("ws://127.0.0.1:" + server.port()), "tests",
					this.deflate);
			CaseEnd end = new FuzzingServer(this.connector, arguments, CaseRunner::withoutLimit).runCase(1);
			server.awaitFinished();
			return end;
		}
		catch (AssertionError ex) {
			throw new AssertionError("case " + number + ": " + ex.getMessage(), ex);
		}
	}

	private static Runnable withoutLimit(Runnable cutOff) {
		return () -> {
		};
	}

	@Override
	public void close() {
		this.connector.close();
	}

}
