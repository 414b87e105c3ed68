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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSession;

import org.jspecify.annotations.Nullable;

/**
 * Everything that a {@link ScriptedServer} saw on one connection, as far as its script
 * has read. A live view: every method tells the present state. {@link #toString()} tells
 * the whole exchange in both directions.
 *
 * @since 0.1.0
 */
public final class ReceivedConnection {

	private static final int KEPT_FRAMES = 10_000;

	private static final long KEPT_BYTES = 64L * 1024 * 1024;

	private static final int KEPT_LINES = 200;

	private final int number;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	// The fields below are guarded by the lock

	private final List<ReceivedRequest> requests = new ArrayList<>();

	private final List<ReceivedFrame> frames = new ArrayList<>();

	private final List<String> lines = new ArrayList<>();

	private long frameCount;

	private long frameBytes;

	private long lineCount;

	private String step = "";

	private ConnectionEnd end = ConnectionEnd.NONE;

	private @Nullable ExtendedSSLSession tlsSession;

	ReceivedConnection(int number) {
		this.number = number;
	}

	/**
	 * Number of the connection.
	 * @return 1 for the first connection of the server
	 */
	public int number() {
		return this.number;
	}

	/**
	 * What was agreed in the TLS handshake: version, names that the client asked for, its
	 * certificate.
	 * @return the session, or {@code null} without TLS and before the end of its
	 * handshake
	 */
	public @Nullable ExtendedSSLSession tlsSession() {
		return locked(() -> this.tlsSession);
	}

	/**
	 * The latest request on this connection.
	 * @return the request
	 * @throws AssertionError if no request was read
	 */
	public ReceivedRequest request() {
		List<ReceivedRequest> all = requests();
		if (all.isEmpty()) {
			throw new AssertionError("expected a request, but was none\n" + this);
		}
		return all.get(all.size() - 1);
	}

	/**
	 * All requests on this connection, in order.
	 * @return the requests
	 */
	public List<ReceivedRequest> requests() {
		return locked(() -> List.copyOf(this.requests));
	}

	/**
	 * The frames that were read, in order: the first 10 000, and no more than fit into 64
	 * MiB.
	 * @return the frames
	 */
	public List<ReceivedFrame> frames() {
		return locked(() -> List.copyOf(this.frames));
	}

	/**
	 * Number of the frames that were read, those beyond the limits of {@link #frames()}
	 * included.
	 * @return the number of frames
	 */
	public long frameCount() {
		return locked(() -> this.frameCount);
	}

	/**
	 * How the client ended the connection.
	 * @return the end, {@link ConnectionEnd#NONE} if none was seen
	 */
	public ConnectionEnd end() {
		return locked(() -> this.end);
	}

	/**
	 * Wait until the client has ended the connection. The server sees that only while its
	 * script reads, and after it.
	 * @param timeout how long to wait
	 * @return the end
	 * @throws AssertionError if no end is seen in time
	 */
	public ConnectionEnd awaitEnd(Duration timeout) {
		Wait wait = Wait.start("the client to end connection " + this.number, timeout);
		this.lock.lock();
		try {
			long nanos = wait.remainingNanos();
			while (this.end == ConnectionEnd.NONE && nanos > 0) {
				nanos = this.changed.awaitNanos(nanos);
			}
			if (this.end == ConnectionEnd.NONE) {
				throw new AssertionError(wait.expired().getMessage() + "\n" + this);
			}
			return this.end;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted while waiting for the end of a connection", ex);
		}
		finally {
			this.lock.unlock();
		}
	}

	void add(ReceivedRequest request) {
		change("<- " + request, () -> this.requests.add(request));
	}

	void add(ReceivedFrame frame) {
		change("<- " + frame, () -> {
			int size = frame.payload().remaining();
			boolean kept = this.frames.size() < KEPT_FRAMES && this.frameBytes + size <= KEPT_BYTES;
			this.frameCount++;
			if (kept) {
				this.frames.add(frame);
				this.frameBytes += size;
			}
		});
	}

	void secured(SSLSession session) {
		change("-- " + session.getProtocol(), () -> this.tlsSession = (ExtendedSSLSession) session);
	}

	void ended(ConnectionEnd how, String detail) {
		change("<- " + how + detail, () -> this.end = how);
	}

	void sent(String what) {
		change("-> " + what, () -> {
		});
	}

	void note(String what) {
		change("-- " + what, () -> {
		});
	}

	void step(String expected) {
		locked(() -> this.step = expected);
	}

	String step() {
		return locked(() -> this.step);
	}

	@Override
	public String toString() {
		return locked(() -> {
			String left = (this.lineCount > KEPT_LINES) ? "\n  (" + (this.lineCount - KEPT_LINES) + " lines left out)"
					: "";
			return "connection " + this.number + " (<- from the client, -> from the server):" + left + "\n  "
					+ String.join("\n  ", this.lines);
		});
	}

	private void change(String line, Runnable change) {
		locked(() -> {
			if (this.lines.size() == KEPT_LINES) {
				this.lines.remove(KEPT_LINES / 2);
			}
			this.lines.add(line.replaceAll("\\R", "\n     "));
			this.lineCount++;
			change.run();
			this.changed.signalAll();
			return this;
		});
	}

	private <T extends @Nullable Object> T locked(Supplier<T> action) {
		this.lock.lock();
		try {
			return action.get();
		}
		finally {
			this.lock.unlock();
		}
	}

}
