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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;

import io.clientwebsocket.test.Frames;
import io.clientwebsocket.test.ReceivedFrame;
import io.clientwebsocket.test.ScriptedConnection;
import io.clientwebsocket.test.ServerFrame;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server's side of compressed messages, by the JDK alone. It keeps its context, and as
 * much of the client's as was agreed.
 */
final class CompressedMessages implements AutoCloseable {

	private static final int RSV1 = 4;

	private static final int BINARY = 2;

	private static final int TEXT = 1;

	/** What a sender leaves out at the end of a message (RFC 7692, 7.2.1). */
	private static final byte[] TAIL = { 0, 0, -1, -1 };

	private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);

	private final Inflater inflater = new Inflater(true);

	private final ScriptedConnection client;

	private final int clientWindow;

	/** What the client has sent, as far as it may refer back to it. */
	private byte[] history = {};

	/**
	 * Begin without a context.
	 * @param client the client
	 * @param clientWindow how far back, in bytes, a message of the client may refer to
	 * those before it
	 */
	CompressedMessages(ScriptedConnection client, int clientWindow) {
		this.client = client;
		this.clientWindow = clientWindow;
	}

	/** Send a message in frames of this size, or in one if it is 0. */
	void send(byte[] message, boolean binary, int frameSize) {
		byte[] payload = deflate(message);
		ServerFrame[] frames = Fragments.of(binary ? BINARY : TEXT, payload,
				(frameSize > 0) ? frameSize : payload.length);
		frames[0] = frames[0].withRsv(RSV1);
		this.client.sendRaw(Frames.bytes(frames));
	}

	private byte[] deflate(byte[] message) {
		ByteArrayOutputStream payload = new ByteArrayOutputStream();
		// closing the stream would end the deflater's data
		DeflaterOutputStream stream = new DeflaterOutputStream(payload, this.deflater, 8192, true);
		try {
			stream.write(message);
			stream.flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return Arrays.copyOf(payload.toByteArray(), payload.size() - TAIL.length);
	}

	/** Expect this message, compressed, in frames of any size. */
	void expect(byte[] message, boolean binary) {
		ByteArrayOutputStream payload = new ByteArrayOutputStream();
		boolean[] last = { false };
		while (!last[0]) {
			boolean first = payload.size() == 0;
			this.client.expectFrame((frame) -> {
				check(frame, first, binary);
				payload.writeBytes(frame.bytes());
				last[0] = frame.fin();
			});
		}
		payload.writeBytes(TAIL);
		byte[] back = inflate(payload.toByteArray(), message.length);
		assertThat(Arrays.equals(back, message)).as("echo of %d bytes", message.length).isTrue();
	}

	private static void check(ReceivedFrame frame, boolean first, boolean binary) {
		int opcode = binary ? BINARY : TEXT;
		assertThat(frame.opcode()).isEqualTo(first ? opcode : 0);
		assertThat(frame.rsv()).isEqualTo(first ? RSV1 : 0);
		assertThat(frame.masked()).isTrue();
	}

	private byte[] inflate(byte[] payload, int length) {
		// one more than expected, so that a longer message is seen
		byte[] message = new byte[length + 1];
		int count = 0;
		try {
			this.inflater.reset();
			this.inflater.setDictionary(this.history);
			this.inflater.setInput(payload);
			while (!this.inflater.needsInput() && count < message.length) {
				count += this.inflater.inflate(message, count, message.length - count);
			}
		}
		catch (DataFormatException ex) {
			throw new AssertionError("expected compressed data", ex);
		}
		remember(message, count);
		return Arrays.copyOf(message, count);
	}

	private void remember(byte[] message, int count) {
		byte[] all = Arrays.copyOf(this.history, this.history.length + count);
		System.arraycopy(message, 0, all, this.history.length, count);
		this.history = Arrays.copyOfRange(all, Math.max(0, all.length - this.clientWindow), all.length);
	}

	@Override
	public void close() {
		this.deflater.end();
		this.inflater.end();
	}

}
