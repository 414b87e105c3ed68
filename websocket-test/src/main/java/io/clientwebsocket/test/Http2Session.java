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
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

import javax.net.ssl.SSLSocket;

/**
 * A connection that speaks HTTP/2 (RFC 9113): one thread reads its frames and hands them
 * to the streams, whose scripts have threads of their own.
 */
final class Http2Session {

	private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

	private static final int DEFAULT_WINDOW = 65_535;

	private final Socket tcp;

	private final Settings settings;

	private final Http2Settings http2;

	private final StreamStarter starter;

	private final Thread reader;

	private final Http2Headers headers = new Http2Headers();

	private final Http2Log log = new Http2Log();

	/** One frame at a time is written. */
	private final ReentrantLock writing = new ReentrantLock();

	private volatile Socket socket;

	/** Whether nothing is written any more, as if the line were dead. */
	private volatile boolean silent;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	// The fields below are guarded by the lock

	private final Map<Integer, StreamWire> streams = new HashMap<>();

	/** What the client takes on all streams together. */
	private long window = DEFAULT_WINDOW;

	private long initialStreamWindow = DEFAULT_WINDOW;

	Http2Session(Socket tcp, Settings settings, StreamStarter starter, String threadName) {
		this.tcp = tcp;
		this.socket = tcp;
		this.settings = settings;
		this.http2 = Objects.requireNonNull(settings.http2(), "'settings' must have those of HTTP/2");
		this.starter = starter;
		this.reader = new Thread(this::run, threadName);
		this.reader.setDaemon(true);
	}

	void start() {
		this.reader.start();
	}

	Http2Log log() {
		return this.log;
	}

	<T> T locked(Supplier<T> action) {
		this.lock.lock();
		try {
			return action.get();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Wait for anything to happen, with the lock. */
	@SuppressWarnings("WaitNotInLoop") // the caller has the loop
	boolean awaitChange(Wait wait) throws InterruptedException {
		long nanos = wait.remainingNanos();
		return nanos > 0 && this.changed.await(nanos, TimeUnit.NANOSECONDS);
	}

	void changed() {
		this.changed.signalAll();
	}

	private void run() {
		String end = "the end of the connection";
		ConnectionEnd how = ConnectionEnd.FIN;
		try {
			open();
			readFrames(this.socket.getInputStream());
		}
		catch (SocketException ex) {
			how = ConnectionEnd.RESET;
			end = String.valueOf(ex.getMessage());
		}
		catch (IOException ex) {
			end = String.valueOf(ex.getMessage());
		}
		ended(how, end);
	}

	private void open() throws IOException {
		this.tcp.setTcpNoDelay(true);
		if (this.settings.tls() != null) {
			SSLSocket layered = TlsSockets.accept(this.tcp, this.settings.tls(), this.settings.tlsParameters(), "h2");
			this.socket = layered;
			this.log.secured(layered.getSession());
		}
	}

	private void readFrames(InputStream in) throws IOException {
		if (!Arrays.equals(Http2Frame.readFully(in, PREFACE.length), PREFACE)) {
			throw new IOException("expected the preface of HTTP/2, but was something else");
		}
		if (this.http2.sent()) {
			write(Http2Frame.settings(this.http2.values()));
		}
		while (true) {
			received(Http2Frame.read(in), in);
		}
	}

	private void received(Http2Frame frame, InputStream in) throws IOException {
		switch (frame.type()) {
			case Http2Frame.DATA -> receivedData(frame);
			case Http2Frame.HEADERS -> receivedHeaders(frame, in);
			case Http2Frame.RST_STREAM -> receivedReset(frame);
			case Http2Frame.SETTINGS -> receivedSettings(frame);
			case Http2Frame.PING -> receivedPing(frame);
			case Http2Frame.GOAWAY -> this.log.goAway(frame.intAt(4));
			case Http2Frame.WINDOW_UPDATE -> receivedWindowUpdate(frame.streamId(), frame.intAt(0));
			default -> {
				// RFC 9113, 4.1: what is unknown is ignored
			}
		}
	}

	private void receivedData(Http2Frame frame) {
		byte[] content = frame.content();
		StreamWire stream = locked(() -> {
			StreamWire found = this.streams.get(frame.streamId());
			if (found != null) {
				found.receivedData(content, frame.has(Http2Frame.END_STREAM));
			}
			this.changed.signalAll();
			return found;
		});
		// one stream that is not read must not stop the others
		consumed(0, frame.length());
		if (stream != null && !frame.has(Http2Frame.END_STREAM)) {
			consumed(frame.streamId(), frame.length() - content.length);
		}
	}

	void consumed(int streamId, int count) {
		if (count > 0 && (streamId == 0 || locked(() -> this.streams.containsKey(streamId)))) {
			write(Http2Frame.windowUpdate(streamId, count));
		}
	}

	private void receivedHeaders(Http2Frame first, InputStream in) throws IOException {
		ByteArrayOutputStream block = new ByteArrayOutputStream();
		block.writeBytes(first.content());
		for (Http2Frame frame = first; !frame.has(Http2Frame.END_HEADERS);) {
			frame = Http2Frame.read(in);
			block.writeBytes(frame.content());
		}
		ReceivedRequest request = this.headers.decode(block.toByteArray());
		this.log.stream(first.streamId());
		this.starter.start((record) -> newStream(first, request, record));
	}

	private StreamWire newStream(Http2Frame first, ReceivedRequest request, ReceivedConnection record) {
		return locked(() -> {
			StreamWire stream = new StreamWire(this, first.streamId(), request, this.initialStreamWindow, record);
			if (first.has(Http2Frame.END_STREAM)) {
				stream.receivedData(new byte[0], true);
			}
			this.streams.put(first.streamId(), stream);
			return stream;
		});
	}

	private void receivedReset(Http2Frame frame) {
		this.log.reset(frame.streamId(), frame.intAt(0));
		locked(() -> {
			StreamWire stream = this.streams.get(frame.streamId());
			if (stream != null) {
				stream.receivedEnd(ConnectionEnd.RESET, " of the stream (code " + frame.intAt(0) + ")");
			}
			this.changed.signalAll();
			return this;
		});
	}

	private void receivedSettings(Http2Frame frame) {
		if (frame.has(Http2Frame.ACK)) {
			this.log.settingsAcknowledged();
			return;
		}
		for (int i = 0; i < frame.length(); i += 6) {
			if (frame.intAt(i) >>> 16 == Http2Settings.INITIAL_WINDOW_SIZE) {
				initialWindow(frame.intAt(i + 2));
			}
		}
		if (this.http2.sent()) {
			write(new Http2Frame(Http2Frame.SETTINGS, Http2Frame.ACK, 0, new byte[0]));
		}
	}

	private void initialWindow(int size) {
		locked(() -> {
			this.streams.values().forEach((stream) -> stream.receivedWindow(size - this.initialStreamWindow));
			this.initialStreamWindow = size;
			this.changed.signalAll();
			return this;
		});
	}

	private void receivedPing(Http2Frame frame) {
		if (frame.has(Http2Frame.ACK)) {
			this.log.pong();
		}
		else {
			write(new Http2Frame(Http2Frame.PING, Http2Frame.ACK, 0, frame.payload()));
		}
	}

	private void receivedWindowUpdate(int streamId, int increment) {
		locked(() -> {
			StreamWire stream = this.streams.get(streamId);
			if (streamId == 0) {
				this.window += increment;
			}
			else if (stream != null) {
				stream.receivedWindow(increment);
			}
			this.changed.signalAll();
			return this;
		});
	}

	long windowFor(long streamWindow) {
		return Math.min(this.window, streamWindow);
	}

	void use(int count) {
		this.window -= count;
	}

	/** Write a frame. That the client is gone is told by reading. */
	void write(Http2Frame frame) {
		write(frame.toBytes());
	}

	void write(byte[] bytes) {
		if (this.silent) {
			return;
		}
		this.writing.lock();
		try {
			this.socket.getOutputStream().write(bytes);
			this.socket.getOutputStream().flush();
		}
		catch (IOException ex) {
			this.log.note("written to a client that is gone: " + ex.getMessage());
		}
		finally {
			this.writing.unlock();
		}
	}

	void beSilent() {
		this.silent = true;
	}

	void fin() throws IOException {
		this.tcp.shutdownOutput();
	}

	void reset() throws IOException {
		this.tcp.setSoLinger(true, 0);
		close();
	}

	void released(int streamId) {
		locked(() -> this.streams.remove(streamId));
	}

	private void ended(ConnectionEnd how, String detail) {
		this.log.ended(how, detail);
		locked(() -> {
			this.streams.values().forEach((stream) -> stream.receivedEnd(ConnectionEnd.RESET, ": " + detail));
			this.changed.signalAll();
			return this;
		});
		close();
	}

	void stop() {
		close();
		this.reader.interrupt();
	}

	private void close() {
		try {
			this.tcp.close();
		}
		catch (IOException ex) {
			this.log.note("close of a connection that is gone: " + ex.getMessage());
		}
		locked(() -> {
			this.changed.signalAll();
			return this;
		});
	}

	boolean join(Wait wait) throws InterruptedException {
		this.reader.join(wait.remainingMillis());
		return !this.reader.isAlive();
	}

	/** Gives a new stream its script. */
	interface StreamStarter {

		void start(Function<ReceivedConnection, StreamWire> factory);

	}

}
