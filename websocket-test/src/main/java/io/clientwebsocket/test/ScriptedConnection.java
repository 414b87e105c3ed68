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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * The steps of a {@link ServerScript}, carried out in the order of their calls. It does
 * what it is told and nothing else: no ping is answered and no frame read unless a step
 * says so.
 * <p>
 * Steps that wait fail with an {@link AssertionError} when the {@linkplain #deadline
 * deadline} is over or something else comes than what is expected; expected frames must
 * follow RFC 6455. Steps that send do not fail when the client is gone, because that is a
 * race: expecting steps notice it. To be used by the thread of the script only.
 *
 * @since 0.1.0
 */
public final class ScriptedConnection {

	private final Wire wire;

	private final ReceivedConnection received;

	private final ClientFrames frames;

	private final Output output;

	private final Requests requests;

	private Duration deadline;

	ScriptedConnection(Wire wire, ReceivedConnection received, ClientFrames frames, Duration deadline) {
		this.wire = wire;
		this.received = received;
		this.frames = frames;
		this.requests = new Requests(wire, received, frames);
		this.output = new Output(wire, received);
		this.deadline = deadline;
	}

	/**
	 * What this connection has received so far.
	 * @return a live view
	 */
	public ReceivedConnection received() {
		return this.received;
	}

	/**
	 * The HTTP/2 stream that this connection is.
	 * @return the stream
	 */
	public ScriptedStream stream() {
		if (this.wire instanceof StreamWire stream) {
			return new ScriptedStream(stream, this.received, this.deadline);
		}
		throw new IllegalStateException("the server speaks HTTP/1.1: see ScriptedServer.Builder.http2()");
	}

	/**
	 * Set the deadline of each of the following steps.
	 * @param timeout the deadline, greater than zero
	 * @return this connection
	 */
	public ScriptedConnection deadline(Duration timeout) {
		this.deadline = Wait.requirePositive("timeout", timeout);
		return this;
	}

	/**
	 * Read a request and leave it unanswered. Accepting and answering steps read one by
	 * themselves where none is unanswered.
	 * @return this connection
	 */
	public ScriptedConnection readRequest() {
		this.requests.read(this.deadline);
		return this;
	}

	/**
	 * Accept the opening handshake, which must be correct.
	 * @return this connection
	 */
	public ScriptedConnection acceptHandshake() {
		return acceptHandshake((answer) -> {
		});
	}

	/**
	 * Answer the opening handshake, which must be correct, with a changed 101 response.
	 * @param change what to change about the response
	 * @return this connection
	 */
	public ScriptedConnection acceptHandshake(Consumer<HandshakeAnswer> change) {
		this.output.respond(this.requests.accept(change, this.deadline), this.deadline);
		return this;
	}

	/**
	 * Accept the opening handshake and send bytes in the same write.
	 * @param bytes the bytes behind the response
	 * @return this connection
	 */
	public ScriptedConnection acceptHandshakeAnd(byte[] bytes) {
		return acceptHandshake((answer) -> answer.followedBy(bytes));
	}

	/**
	 * Answer a request without upgrade.
	 * @param status the status, such as 401
	 * @param headers header fields beside {@code Content-Length}
	 * @param body the body
	 * @return this connection
	 */
	public ScriptedConnection answer(int status, Map<String, String> headers, String body) {
		this.requests.take(this.deadline);
		this.output.respond(status, headers, body, this.deadline);
		return this;
	}

	/**
	 * Answer a request with any text.
	 * @param response the response, sent as it is in UTF-8; lines end with CR LF in HTTP
	 * @return this connection
	 */
	public ScriptedConnection answerRaw(String response) {
		this.requests.take(this.deadline);
		this.output.respond(response, this.deadline);
		return this;
	}

	/**
	 * Send frames in one write.
	 * @param several the frames
	 * @return this connection
	 */
	public ScriptedConnection send(ServerFrame... several) {
		this.output.frames(several, this.deadline);
		return this;
	}

	/**
	 * Send a text message.
	 * @param text the text
	 * @return this connection
	 */
	public ScriptedConnection sendText(String text) {
		return send(Frames.text(text));
	}

	/**
	 * Send a binary message.
	 * @param payload the bytes
	 * @return this connection
	 */
	public ScriptedConnection sendBinary(byte[] payload) {
		return send(Frames.binary(payload));
	}

	/**
	 * Send a ping.
	 * @param payload the payload as text
	 * @return this connection
	 */
	public ScriptedConnection sendPing(String payload) {
		return send(Frames.ping(payload));
	}

	/**
	 * Send a close frame. The connection stays.
	 * @param code the status code
	 * @param reason the reason, possibly empty
	 * @return this connection
	 */
	public ScriptedConnection close(int code, String reason) {
		return send(Frames.close(code, reason));
	}

	/**
	 * Send any bytes in one write.
	 * @param hex the bytes, see {@link Frames#hex(String)}
	 * @return this connection
	 */
	public ScriptedConnection sendRaw(String hex) {
		return sendRaw(Frames.hex(hex));
	}

	/**
	 * Send any bytes in one write.
	 * @param bytes the bytes
	 * @return this connection
	 */
	public ScriptedConnection sendRaw(byte[] bytes) {
		this.output.bytes("raw " + bytes.length + " bytes", bytes, this.deadline);
		return this;
	}

	/**
	 * Send bytes in slices, each in a write of its own.
	 * @param bytes the bytes
	 * @param sliceSize size of a slice, at least 1
	 * @return this connection
	 */
	public ScriptedConnection sendSlowly(byte[] bytes, int sliceSize) {
		this.output.slices(bytes, sliceSize, this.deadline);
		return this;
	}

	/**
	 * Send a frame many times, in large writes. The deadline holds for each write.
	 * @param count how often to send it, at least 1
	 * @param frame the frame
	 * @return this connection
	 */
	public ScriptedConnection flood(int count, ServerFrame frame) {
		this.output.flood(count, frame, this.deadline);
		return this;
	}

	/**
	 * Expect a text message next, in one frame or several.
	 * @param text the text
	 * @return this connection
	 */
	public ScriptedConnection expectText(String text) {
		this.frames.expectMessage(Opcode.TEXT, text.getBytes(StandardCharsets.UTF_8), this.deadline);
		return this;
	}

	/**
	 * Expect a binary message next, in one frame or several.
	 * @param payload the bytes
	 * @return this connection
	 */
	public ScriptedConnection expectBinary(byte[] payload) {
		this.frames.expectMessage(Opcode.BINARY, payload, this.deadline);
		return this;
	}

	/**
	 * Expect any masked frame next.
	 * @param check what to check about it; fails by throwing
	 * @return this connection
	 */
	public ScriptedConnection expectFrame(Consumer<ReceivedFrame> check) {
		this.frames.expectFrame(check, this.deadline);
		return this;
	}

	/**
	 * Expect a ping with any payload next.
	 * @return this connection
	 */
	public ScriptedConnection expectPing() {
		this.frames.expectControl(Opcode.PING, null, this.deadline);
		return this;
	}

	/**
	 * Expect a ping with any payload next, and send its pong.
	 * @return this connection
	 */
	public ScriptedConnection answerPing() {
		return send(Frames.pong(this.frames.expectControl(Opcode.PING, null, this.deadline).bytes()));
	}

	/**
	 * Expect a pong next.
	 * @param payload the payload as text
	 * @return this connection
	 */
	public ScriptedConnection expectPong(String payload) {
		this.frames.expectControl(Opcode.PONG, payload.getBytes(StandardCharsets.UTF_8), this.deadline);
		return this;
	}

	/**
	 * Expect a close frame next, with any reason.
	 * @param code the status code
	 * @return this connection
	 */
	public ScriptedConnection expectClose(int code) {
		this.frames.expectClose(code, this.deadline);
		return this;
	}

	/**
	 * Expect a close frame without a status next.
	 * @return this connection
	 */
	public ScriptedConnection expectCloseWithoutStatus() {
		this.frames.expectControl(Opcode.CLOSE, new byte[0], this.deadline);
		return this;
	}

	/**
	 * Expect that the client ends the connection next, in whatever way.
	 * @return this connection
	 */
	public ScriptedConnection expectEnd() {
		this.frames.expectEnd(null, this.deadline);
		return this;
	}

	/**
	 * Expect that the client ends the connection next.
	 * @param end the way
	 * @return this connection
	 */
	public ScriptedConnection expectEnd(ConnectionEnd end) {
		this.frames.expectEnd(end, this.deadline);
		return this;
	}

	/**
	 * Send back every message, answer every ping and, by the rules, the close frame;
	 * after it end the connection. Returns then, or when the client ends the connection.
	 * @return this connection
	 */
	public ScriptedConnection echo() {
		new Echo(this.frames, this::send).run(this.deadline);
		return fin();
	}

	/**
	 * Read, but answer nothing, until the client ends the connection. Frames are
	 * recorded; what comes without a handshake may be anything.
	 * @return this connection
	 */
	public ScriptedConnection ignoreUntilEnd() {
		this.frames.readToEnd(this.deadline);
		return this;
	}

	/**
	 * Read nothing and send nothing for a while. What the client sends fills the buffers
	 * of TCP, and then the client has to wait.
	 * @param duration how long; the end of the server ends it as well
	 * @return this connection
	 * @see ScriptedServer.Builder#receiveBufferSize(int)
	 */
	public ScriptedConnection stall(Duration duration) {
		Wait.requirePositive("duration", duration);
		this.received.step("the end of a stall of " + duration);
		this.wire.stall(new CountDownLatch(1), duration);
		return this;
	}

	/**
	 * Read nothing and send nothing until a latch opens, which must be before the
	 * deadline.
	 * @param latch the latch
	 * @return this connection
	 */
	public ScriptedConnection stallUntil(CountDownLatch latch) {
		Wait wait = this.frames.start("the latch of a stall to open", this.deadline);
		if (!this.wire.stall(latch, this.deadline)) {
			throw wait.expired();
		}
		return this;
	}

	/**
	 * End the server's direction in an orderly way: close_notify on TLS, and FIN; on a
	 * stream END_STREAM. The client's direction stays.
	 * @return this connection
	 */
	public ScriptedConnection fin() {
		this.wire.endOutput(true);
		return this;
	}

	/**
	 * End the server's direction with a FIN alone, on TLS without close_notify.
	 * @return this connection
	 */
	public ScriptedConnection truncate() {
		this.wire.endOutput(false);
		return this;
	}

	/**
	 * End the connection with a RST, a stream with RST_STREAM. No step can follow.
	 * @return this connection
	 */
	public ScriptedConnection reset() {
		this.wire.reset();
		return this;
	}

}
