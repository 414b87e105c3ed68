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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.WebSocketState;

/**
 * The other end of a client socket, at the level of bytes: it does nothing on its own,
 * and whatever a test says, right or wrong. Every wait has a deadline.
 */
abstract class RawPeer implements AutoCloseable {

	static final Duration TIMEOUT = Duration.ofSeconds(10);

	/** What a test needs to pass until the socket takes its application for absent. */
	private static final Duration ABSENCE = Duration.ofMillis(20);

	private @Nullable PeerDeflate deflate;

	/** Compress the frames to the client, and inflate those from it. */
	final RawPeer compressing() {
		this.deflate = new PeerDeflate();
		return this;
	}

	/** Give back what compressing needs. */
	final void endCompressing() {
		if (this.deflate != null) {
			this.deflate.close();
		}
	}

	/** The socket under test. */
	abstract ClientWebSocket client();

	/** Send bytes, in the order of the calls. Does not wait until they are taken. */
	abstract void send(byte[] bytes);

	/** End this direction in an orderly way, behind what was sent. */
	abstract void fin();

	/** Lose the connection. */
	abstract void reset();

	/** Read at least one byte; -1 when the client has ended its direction. */
	abstract int read(ByteBuffer target, Wait wait) throws IOException;

	@Override
	public abstract void close();

	/** Fail if the socket, which has ended, holds something. */
	abstract void assertNothingLeft();

	/** The clock of a socket that has a manual one. */
	@Nullable ManualClock clock() {
		return null;
	}

	/** Let time pass: at once on a manual clock, else it passes anyway. */
	final void pass(Duration duration) {
		ManualClock clock = clock();
		if (clock != null) {
			clock.advance(duration);
		}
	}

	/** Let the time pass after which the socket looks after control frames itself. */
	final void passReadAhead() {
		pass(ABSENCE);
	}

	/** Let a deadline pass that the socket sets on one of its threads. */
	final void passDeadline(Duration duration) throws TimeoutException {
		ManualClock clock = clock();
		if (clock != null) {
			ContractTests.await("a deadline", () -> clock.pending() > 0);
		}
		pass(duration);
	}

	/**
	 * Let the time of a write pass. It runs from when the write stalls, which may be
	 * later than the first bytes of it: before, a manual clock stands still.
	 */
	final void passWriteTimeout(Duration timeout) throws TimeoutException {
		ManualClock clock = clock();
		ContractTests.await("the socket to give up", () -> {
			if (clock != null && clock.untilNext().filter((next) -> next.compareTo(timeout) <= 0).isPresent()) {
				clock.advance(timeout);
			}
			return client().state() == WebSocketState.ABORTED;
		});
	}

	/** Wait until the client has begun to send, without reading it. */
	abstract void awaitBytes() throws Exception;

	final void send(ServerFrame... frames) {
		send((this.deflate != null) ? this.deflate.compress(frames) : Frames.bytes(frames));
	}

	final void send(String hex) {
		send(Frames.hex(hex));
	}

	/** The next frame of the client, which must be masked. */
	final ReceivedFrame nextFrame() {
		ByteBuffer head = bytes(2, "a frame");
		int first = head.get(0) & 0xFF;
		int length = head.get(1) & 0x7F;
		long size = switch (length) {
			case 126 -> bytes(2, "a length").getShort(0) & 0xFFFF;
			case 127 -> bytes(8, "a length").getLong(0);
			default -> length;
		};
		if (length > 125 && size < ((length == 126) ? 126 : 65_536)) {
			throw new AssertionError("expected the shortest encoding of the length, but was another of " + size);
		}
		boolean masked = head.get(1) < 0;
		if (!masked) {
			throw new AssertionError("expected a masked frame, but was an unmasked one");
		}
		ByteBuffer key = bytes(4, "a masking key");
		ByteBuffer payload = bytes(Math.toIntExact(size), "a payload of " + size + " bytes");
		for (int i = 0; i < payload.limit(); i++) {
			payload.put(i, (byte) (payload.get(i) ^ key.get(i & 3)));
		}
		ReceivedFrame frame = new ReceivedFrame((first & 0x80) != 0, (first >> 4) & 7, first & 0xF, key.getInt(0),
				payload);
		return (this.deflate != null) ? this.deflate.inflate(frame) : frame;
	}

	/**
	 * The next message as one frame, in however many it comes: compression splits large
	 * ones.
	 */
	final ReceivedFrame nextMessage() {
		ReceivedFrame first = nextFrame();
		ByteArrayOutputStream payload = new ByteArrayOutputStream();
		payload.writeBytes(first.bytes());
		ReceivedFrame frame = first;
		while (!frame.fin()) {
			frame = nextFrame();
			if (frame.opcode() != Opcode.CONTINUATION) {
				throw new AssertionError("expected a continuation, but was " + frame);
			}
			payload.writeBytes(frame.bytes());
		}
		return new ReceivedFrame(true, first.rsv(), first.opcode(), first.maskingKey(),
				ByteBuffer.wrap(payload.toByteArray()));
	}

	/** The next frame, as it is told in a message, such as <code>text "a"</code>. */
	final String next() {
		return nextFrame().toString();
	}

	/** The next bytes as they came. */
	final ByteBuffer bytes(int count, String expected) {
		Wait wait = Wait.start(expected + " from the client", TIMEOUT);
		ByteBuffer bytes = ByteBuffer.allocate(count);
		while (bytes.hasRemaining()) {
			if (readUntilReset(bytes, wait) < 0) {
				throw wait.butWas("the end of the connection after " + bytes.position() + " of " + count + " bytes");
			}
		}
		return bytes.flip();
	}

	/** The client must have ended its direction, with nothing before. */
	final void expectEnd() {
		ByteBuffer one = ByteBuffer.allocate(1);
		Wait wait = Wait.start("the end of the connection", TIMEOUT);
		if (readUntilReset(one, wait) >= 0) {
			throw wait.butWas("byte 0x" + Frames.toHex(one.array()));
		}
	}

	/** Read and forget until the client has ended its direction. */
	final void skipToEnd() {
		ByteBuffer target = ByteBuffer.allocate(64 * 1024);
		Wait wait = Wait.start("the end of the connection", TIMEOUT);
		while (readUntilReset(target, wait) >= 0) {
			target.clear();
		}
	}

	/** The client must send nothing before it answers this PING. */
	final void expectNothingElse() {
		passReadAhead();
		send(Frames.ping("fence"));
		String answer = next();
		if (!answer.equals("pong [66 65 6E 63 65] (5 bytes)")) {
			throw new AssertionError("expected nothing, but was " + answer);
		}
	}

	private int readUntilReset(ByteBuffer target, Wait wait) {
		try {
			return read(target, wait);
		}
		catch (IOException ex) {
			return -1;
		}
	}

}
