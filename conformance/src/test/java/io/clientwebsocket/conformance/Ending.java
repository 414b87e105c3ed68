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

import java.util.function.Consumer;

import io.clientwebsocket.conformance.CaseEnd.Kind;
import io.clientwebsocket.test.ConnectionEnd;
import io.clientwebsocket.test.ScriptedConnection;

/**
 * How the connection of a case is to end. In each way the server ends TCP first, and
 * nothing comes from the client after its close frame.
 */
final class Ending {

	/** The server closes with 1000, and the client answers with the same. */
	static final Ending CLOSED = new Ending(Kind.CLOSED, "closed by the server",
			(client) -> client.close(1000, "").expectClose(1000));

	/** The client answers the server's close frame without a status in kind. */
	static final Ending ANSWERED_WITHOUT_STATUS = new Ending(Kind.CLOSED, "answered without status",
			ScriptedConnection::expectCloseWithoutStatus);

	private final Kind kind;

	private final String text;

	private final Consumer<ScriptedConnection> exchange;

	private Ending(Kind kind, String text, Consumer<ScriptedConnection> exchange) {
		this.kind = kind;
		this.text = text;
		this.exchange = exchange;
	}

	/** The client answers the server's close frame with a status. */
	static Ending answered(int code) {
		return new Ending(Kind.CLOSED, "answered with " + code, (client) -> client.expectClose(code));
	}

	/** The client fails the connection with a status, which the server answers. */
	static Ending failed(int code) {
		return new Ending(Kind.FAILED, "failed with " + code, (client) -> client.expectClose(code).close(code, ""));
	}

	/** The client answers a close frame that it does not accept with a status. */
	static Ending refused(int code) {
		return new Ending(Kind.FAILED, "refused with " + code, (client) -> client.expectClose(code));
	}

	/** How the driver has to see it. */
	Kind kind() {
		return this.kind;
	}

	void play(ScriptedConnection client) {
		this.exchange.accept(client);
		client.fin().expectEnd(ConnectionEnd.FIN);
	}

	@Override
	public String toString() {
		return this.text;
	}

}
