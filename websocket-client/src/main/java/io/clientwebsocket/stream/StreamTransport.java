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

package io.clientwebsocket.stream;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.clientwebsocket.transport.Transport;
import io.clientwebsocket.transport.TransportListener;

/**
 * A pair of streams as a byte pipe that never blocks: one thread waits for the one, one
 * for the other.
 */
final class StreamTransport implements Transport {

	private static final Logger logger = LoggerFactory.getLogger(StreamTransport.class);

	private final InputStream in;

	private final OutputStream out;

	private final StreamReader reader;

	private final StreamWriter writer;

	StreamTransport(InputStream in, OutputStream out) {
		this.in = in;
		this.out = out;
		this.reader = new StreamReader(in);
		this.writer = new StreamWriter(out);
	}

	@Override
	public void start(TransportListener listener) {
		// a pipe takes the end of a thread that used it for the end of the pipe: these
		// two
		// live as long as the socket
		StreamEnvironment.start("websocket-stream-reader", () -> this.reader.run(listener));
		StreamEnvironment.start("websocket-stream-writer", () -> this.writer.run(listener));
	}

	@Override
	public int read(ByteBuffer buffer) throws IOException {
		return this.reader.read(buffer);
	}

	@Override
	public void requestRead() {
		this.reader.request();
	}

	@Override
	public boolean write(ByteBuffer buffer) throws IOException {
		this.writer.write(buffer);
		return false;
	}

	@Override
	public void close() {
		// closing may wait for somebody who uses the stream
		StreamEnvironment.shared().executor().execute(this::closeNow);
	}

	@Override
	public void abort() {
		close();
	}

	private void closeNow() {
		this.reader.stop();
		this.writer.stop();
		close(this.out);
		close(this.in);
	}

	private static void close(Closeable stream) {
		try {
			stream.close();
		}
		catch (IOException ex) {
			logger.debug("Closing {} failed", stream, ex);
		}
	}

}
