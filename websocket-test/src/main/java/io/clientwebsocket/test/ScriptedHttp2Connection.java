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

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

import javax.net.ssl.ExtendedSSLSession;

import org.jspecify.annotations.Nullable;

/**
 * An HTTP/2 connection to a {@link ScriptedServer}: what concerns the whole connection,
 * beside the scripts of its streams. Each step is carried out at once; all methods may be
 * called from any thread. The server answers PING and SETTINGS by itself, and gives the
 * connection's window back as it receives.
 *
 * @since 0.1.0
 * @see ScriptedServer#http2Connection(int)
 */
public final class ScriptedHttp2Connection {

	private final Http2Session session;

	private final Duration deadline;

	ScriptedHttp2Connection(Http2Session session, Duration deadline) {
		this.session = session;
		this.deadline = deadline;
	}

	/**
	 * Send a SETTINGS frame and wait for its acknowledgement: the first one, if it was
	 * {@linkplain Http2Settings#none() withheld}, or one that changes something.
	 * @param id the identifier of a setting
	 * @param value the value
	 * @return this connection
	 */
	public ScriptedHttp2Connection settings(int id, int value) {
		int before = this.session.log().settingsAcknowledgements();
		this.session.write(Http2Frame.settings(Map.of(id, value)));
		await("the acknowledgement of SETTINGS", () -> this.session.log().settingsAcknowledgements() > before);
		return this;
	}

	/**
	 * Send GOAWAY.
	 * @param lastStreamId the last stream that the server has taken, or 0
	 * @param code the error code
	 * @return this connection
	 */
	public ScriptedHttp2Connection goAway(int lastStreamId, int code) {
		this.session.write(Http2Frame.goAway(lastStreamId, code));
		return this;
	}

	/**
	 * Send PING and wait for its answer: the client has then read all that was sent
	 * before.
	 * @return this connection
	 */
	public ScriptedHttp2Connection ping() {
		int before = this.session.log().pongs();
		this.session.write(new Http2Frame(Http2Frame.PING, 0, 0, new byte[8]));
		await("the answer to PING", () -> this.session.log().pongs() > before);
		return this;
	}

	/**
	 * Send any bytes.
	 * @param bytes the bytes
	 * @return this connection
	 */
	public ScriptedHttp2Connection sendRaw(byte[] bytes) {
		this.session.write(bytes.clone());
		return this;
	}

	/**
	 * Write nothing any more, whatever comes: as if the line were dead.
	 * @return this connection
	 */
	public ScriptedHttp2Connection silence() {
		this.session.beSilent();
		return this;
	}

	/**
	 * End the server's direction of the connection with a FIN.
	 * @return this connection
	 * @throws IOException if the connection is gone
	 */
	public ScriptedHttp2Connection fin() throws IOException {
		this.session.fin();
		return this;
	}

	/**
	 * End the connection with a RST.
	 * @return this connection
	 * @throws IOException if the connection is gone
	 */
	public ScriptedHttp2Connection reset() throws IOException {
		this.session.reset();
		return this;
	}

	/**
	 * Number of streams that the client has opened.
	 * @return the number
	 */
	public int streamCount() {
		return this.session.log().streamCount();
	}

	/**
	 * The last stream that the client has opened.
	 * @return its identifier, 0 if there is none
	 */
	public int lastStreamId() {
		return this.session.log().lastStreamId();
	}

	/**
	 * The streams that the client has reset.
	 * @return error codes by identifiers of streams
	 */
	public Map<Integer, Integer> resets() {
		return this.session.log().resets();
	}

	/**
	 * The error code of the client's GOAWAY.
	 * @return the code, {@code null} if none has come
	 */
	public @Nullable Integer goAwayCode() {
		return this.session.log().goAway();
	}

	/**
	 * What was agreed in the TLS handshake.
	 * @return the session, or {@code null} without TLS
	 */
	public @Nullable ExtendedSSLSession tlsSession() {
		return this.session.log().tlsSession();
	}

	/**
	 * How the client ended the connection.
	 * @return the end, {@link ConnectionEnd#NONE} if none was seen
	 */
	public ConnectionEnd end() {
		return this.session.log().end();
	}

	/**
	 * Wait until the client has opened streams.
	 * @param count how many
	 * @return this connection
	 * @throws AssertionError if it does not before the deadline of the server
	 */
	public ScriptedHttp2Connection awaitStreams(int count) {
		await(count + " streams", () -> streamCount() >= count);
		return this;
	}

	/**
	 * Wait until the client has reset streams.
	 * @param count how many
	 * @return this connection
	 * @throws AssertionError if it does not before the deadline of the server
	 */
	public ScriptedHttp2Connection awaitResets(int count) {
		await(count + " streams to be reset", () -> resets().size() >= count);
		return this;
	}

	/**
	 * Wait until the client has ended the connection.
	 * @return the end
	 * @throws AssertionError if it does not before the deadline of the server
	 */
	public ConnectionEnd awaitEnd() {
		await("the end of the connection", () -> end() != ConnectionEnd.NONE);
		return end();
	}

	private void await(String expected, Supplier<Boolean> condition) {
		this.session.log().await(condition, Wait.start(expected, this.deadline));
	}

	@Override
	public String toString() {
		return this.session.log().toString();
	}

}
