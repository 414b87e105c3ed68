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
 * How the connection of a case is to end. In each way the server ends TCP first: that of
 * the suite resets it if it was the first to send a close frame.
 */
final class Ending {

	/** The server closes with 1000, and the client answers with the same. */
	static final Ending CLOSED = new Ending(Kind.CLOSED, "closed by the server",
			(client) -> client.close(1000, "").expectClose(1000), true);

	/** The client answers the server's close frame without a status in kind. */
	static final Ending ANSWERED_WITHOUT_STATUS = new Ending(Kind.CLOSED, "answered without status",
			ScriptedConnection::expectCloseWithoutStatus, true);

	private final Kind kind;

	private final String text;

	private final Consumer<ScriptedConnection> exchange;

	private final boolean begunByServer;

	private Ending(Kind kind, String text, Consumer<ScriptedConnection> exchange, boolean begunByServer) {
		this.kind = kind;
		this.text = text;
		this.exchange = exchange;
		this.begunByServer = begunByServer;
	}

	/** The client answers the server's close frame with a status. */
	static Ending answered(int code) {
		return new Ending(Kind.CLOSED, "answered with " + code, (client) -> client.expectClose(code), true);
	}

	/**
	 * The client fails the connection with a status, which the server answers with 1000.
	 */
	static Ending failed(int code) {
		return new Ending(Kind.FAILED, "failed with " + code, (client) -> client.expectClose(code).close(1000, ""),
				false);
	}

	/** The client answers a close frame that it does not accept with a status. */
	static Ending refused(int code) {
		return new Ending(Kind.FAILED, "refused with " + code, (client) -> client.expectClose(code), true);
	}

	/** How the driver has to see it. */
	Kind kind() {
		return this.kind;
	}

	/** End the connection as the server of the suite does. */
	void play(ScriptedConnection client) {
		if (this.begunByServer) {
			this.exchange.accept(client);
			client.reset();
		}
		else {
			playInOrder(client);
		}
	}

	/**
	 * End the connection without a RST, and see that nothing comes from the client after
	 * its close frame.
	 */
	void playInOrder(ScriptedConnection client) {
		this.exchange.accept(client);
		client.fin().expectEnd(ConnectionEnd.FIN);
	}

	@Override
	public String toString() {
		return this.text;
	}

}
