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

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.clientwebsocket.test.ScriptedConnection;

/**
 * A case of the Autobahn suite, told again: what the server sends, and what exactly has
 * to come back for a strict "OK". Any other frame, or another order, is a failure.
 *
 * @param number the number in the suite
 * @param writes what the server sends at first, each element in a write of its own
 * @param then what follows, and what is expected before the end
 * @param ending how the connection is to end
 */
record AutobahnCase(String number, List<byte[]> writes, Consumer<ScriptedConnection> then, Ending ending) {

	private static final int LARGEST_IN_OCTETS = 300;

	/** A case in which nothing is expected before the end. */
	AutobahnCase(String number, List<byte[]> writes, Ending ending) {
		this(number, writes, (client) -> {
		}, ending);
	}

	/**
	 * This case, and variants with other writes: the outcome must not depend on them.
	 */
	Stream<AutobahnCase> variants() {
		byte[] all = all();
		AutobahnCase octetWise = new AutobahnCase(this.number + " octet-wise", Writes.inChops(1, all), this.then,
				this.ending);
		boolean varied = this.writes.size() == 1 && all.length <= LARGEST_IN_OCTETS;
		return varied ? Stream.of(this, octetWise) : Stream.of(this);
	}

	/** Play the case as the suite does. */
	void play(ScriptedConnection client) {
		SuiteServer.acceptHandshake(client);
		this.writes.forEach(client::sendRaw);
		this.then.accept(client);
		this.ending.play(client);
	}

	/** Play the case, and see that nothing comes behind the client's close frame. */
	void playInOrder(ScriptedConnection client) {
		client.acceptHandshake();
		this.writes.forEach(client::sendRaw);
		endInOrder(client);
	}

	/**
	 * Play the case with all that comes at first in one write with the handshake, and see
	 * that nothing comes behind the client's close frame.
	 */
	void playBehindHandshake(ScriptedConnection client) {
		client.acceptHandshakeAnd(all());
		endInOrder(client);
	}

	private void endInOrder(ScriptedConnection client) {
		this.then.accept(client);
		this.ending.playInOrder(client);
	}

	private byte[] all() {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		this.writes.forEach(all::writeBytes);
		return all.toByteArray();
	}

	@Override
	public String toString() {
		return this.number + ": " + this.ending;
	}

}
