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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.WebSocketConnector;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;

/**
 * The suite's fuzzing server, as its client sees it: each request is a connection.
 */
final class FuzzingServer {

	private final WebSocketConnector connector;

	private final DriverArguments arguments;

	private final TimeLimit limit;

	FuzzingServer(WebSocketConnector connector, DriverArguments arguments, TimeLimit limit) {
		this.connector = connector;
		this.arguments = arguments;
		this.limit = limit;
	}

	/** Ask for the number of cases. */
	int caseCount() throws InterruptedException {
		ClientWebSocket socket = this.connector.connect(uri("/getCaseCount"));
		Runnable stop = this.limit.start(socket::abort);
		try {
			int count = number(socket.receive());
			new EchoLoop(socket).run();
			return count;
		}
		catch (WebSocketException ex) {
			throw new UnexpectedAnswerException("expected the number of cases, but was " + CaseEnd.of(socket, ex));
		}
		finally {
			stop.run();
		}
	}

	private static int number(WebSocketMessage answer) {
		if (answer instanceof WebSocketMessage.Text text && text.value().matches("\\d{1,9}")) {
			return Integer.parseInt(text.value());
		}
		throw new UnexpectedAnswerException("expected the number of cases, but was " + answer);
	}

	/** Run a case. */
	CaseEnd runCase(int number) throws InterruptedException {
		try {
			return run(uri("/runCase?case=" + number + "&agent=" + encodedAgent()));
		}
		catch (WebSocketException ex) {
			return CaseEnd.notConnected(ex);
		}
	}

	/** Let the server write its reports. */
	void updateReports() throws InterruptedException {
		CaseEnd end = run(uri("/updateReports?agent=" + encodedAgent()));
		if (end.kind() != CaseEnd.Kind.CLOSED) {
			throw new UnexpectedAnswerException("expected a close frame when the reports are written, but was " + end);
		}
	}

	private CaseEnd run(URI uri) throws InterruptedException {
		ClientWebSocket socket = this.connector.connect(uri);
		Runnable stop = this.limit.start(socket::abort);
		try {
			return new EchoLoop(socket).run();
		}
		finally {
			stop.run();
		}
	}

	private URI uri(String target) {
		return URI.create(this.arguments.server() + target);
	}

	private String encodedAgent() {
		return URLEncoder.encode(this.arguments.agent(), StandardCharsets.UTF_8);
	}

	/**
	 * The server does not answer as a fuzzing server does.
	 */
	static final class UnexpectedAnswerException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		UnexpectedAnswerException(String message) {
			super(message);
		}

	}

}
