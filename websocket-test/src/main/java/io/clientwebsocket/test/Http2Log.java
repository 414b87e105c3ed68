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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSession;

import org.jspecify.annotations.Nullable;

/**
 * What an HTTP/2 connection has received beside the data of its streams. Thread-safe.
 */
final class Http2Log {

	private static final int KEPT_LINES = 200;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	// The fields below are guarded by the lock

	private final List<String> lines = new ArrayList<>();

	private final Map<Integer, Integer> resets = new TreeMap<>();

	private int streamCount;

	private int lastStreamId;

	private int pongs;

	private int settingsAcknowledged;

	private @Nullable Integer goAway;

	private ConnectionEnd end = ConnectionEnd.NONE;

	private @Nullable ExtendedSSLSession tlsSession;

	void note(String line) {
		change(line, () -> {
		});
	}

	void secured(SSLSession session) {
		change("-- " + session.getProtocol(), () -> this.tlsSession = (ExtendedSSLSession) session);
	}

	void stream(int id) {
		change("<- HEADERS on stream " + id, () -> {
			this.streamCount++;
			this.lastStreamId = id;
		});
	}

	void reset(int streamId, int code) {
		change("<- RST_STREAM " + code + " on stream " + streamId, () -> this.resets.put(streamId, code));
	}

	void goAway(int code) {
		change("<- GOAWAY " + code, () -> this.goAway = code);
	}

	void pong() {
		change("<- answer to PING", () -> this.pongs++);
	}

	void settingsAcknowledged() {
		change("<- SETTINGS acknowledged", () -> this.settingsAcknowledged++);
	}

	void ended(ConnectionEnd how, String detail) {
		change("<- " + how + " (" + detail + ")", () -> this.end = how);
	}

	Map<Integer, Integer> resets() {
		return locked(() -> Map.copyOf(this.resets));
	}

	int streamCount() {
		return locked(() -> this.streamCount);
	}

	int lastStreamId() {
		return locked(() -> this.lastStreamId);
	}

	int pongs() {
		return locked(() -> this.pongs);
	}

	int settingsAcknowledgements() {
		return locked(() -> this.settingsAcknowledged);
	}

	@Nullable Integer goAway() {
		return locked(() -> this.goAway);
	}

	ConnectionEnd end() {
		return locked(() -> this.end);
	}

	@Nullable ExtendedSSLSession tlsSession() {
		return locked(() -> this.tlsSession);
	}

	void await(Supplier<Boolean> condition, Wait wait) {
		this.lock.lock();
		try {
			while (!condition.get()) {
				long nanos = wait.remainingNanos();
				if (nanos <= 0 || !this.changed.await(nanos, TimeUnit.NANOSECONDS)) {
					throw new AssertionError(wait.expired().getMessage() + "\n" + this);
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted while waiting for the client", ex);
		}
		finally {
			this.lock.unlock();
		}
	}

	private void change(String line, Runnable change) {
		locked(() -> {
			if (this.lines.size() == KEPT_LINES) {
				this.lines.remove(KEPT_LINES / 2);
			}
			this.lines.add(line);
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

	@Override
	public String toString() {
		return locked(() -> "HTTP/2 connection (<- from the client):\n  " + String.join("\n  ", this.lines));
	}

}
