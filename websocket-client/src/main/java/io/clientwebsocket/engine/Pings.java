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

package io.clientwebsocket.engine;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.KeepAlive;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.protocol.KeepAliveState;
import io.clientwebsocket.protocol.KeepAliveState.Action;

/**
 * PINGs that wait for their PONG, those of the application and those of the keep-alive.
 * The payload of each is a counter of eight bytes, unless the application has given one.
 * Thread-safe; guarded by its lock.
 */
final class Pings {

	private final ReentrantLock lock = new ReentrantLock();

	private final KeepAliveState keepAlive;

	private final List<Ping> pending = new ArrayList<>();

	private long lastToken;

	private @Nullable Duration lastRoundTrip;

	private @Nullable WebSocketException failure;

	Pings(KeepAlive keepAlive, long now) {
		this.keepAlive = new KeepAliveState(keepAlive, now);
	}

	/**
	 * Begin a PING of the application.
	 * @param payload its payload, or {@code null} for the counter
	 */
	Ping begin(@Nullable ByteBuffer payload, long now) {
		this.lock.lock();
		try {
			long token = ++this.lastToken;
			return add(new Ping(token, (payload != null) ? payload : counter(token), now));
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Begin a PING of the keep-alive. The application's PINGs that wait carry another
	 * payload: no PONG to one of them may be missed as the answer to this one.
	 */
	Ping beginKeepAlive(long now) {
		this.lock.lock();
		try {
			ByteBuffer payload;
			do {
				payload = counter(++this.lastToken);
			}
			while (find(payload) != null);
			this.keepAlive.pingQueued(this.lastToken);
			return add(new Ping(this.lastToken, payload, now));
		}
		finally {
			this.lock.unlock();
		}
	}

	private static ByteBuffer counter(long token) {
		return ByteBuffer.allocate(Long.BYTES).putLong(0, token);
	}

	private Ping add(Ping ping) {
		if (this.failure != null) {
			ping.completeExceptionally(this.failure);
		}
		else {
			this.pending.add(ping);
		}
		return ping;
	}

	/** The first PING with a payload. */
	private @Nullable Ping find(ByteBuffer payload) {
		for (Ping ping : this.pending) {
			if (ping.payload.equals(payload)) {
				return ping;
			}
		}
		return null;
	}

	void sent(Ping ping, long now) {
		this.lock.lock();
		try {
			ping.since = now;
			this.keepAlive.pingSent(ping.token, now);
		}
		finally {
			this.lock.unlock();
		}
	}

	void forget(Ping ping) {
		this.lock.lock();
		try {
			this.pending.remove(ping);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * A PONG arrived.
	 * @return the PING with its payload and all before it, with the round trip of the
	 * last one; empty if there is none
	 */
	List<Ping> answered(ByteBuffer payload, long now) {
		this.lock.lock();
		try {
			Ping last = find(payload);
			if (last == null) {
				return List.of();
			}
			this.keepAlive.pongReceived(last.token);
			this.lastRoundTrip = Duration.ofNanos(now - last.since);
			List<Ping> upToLast = this.pending.subList(0, this.pending.indexOf(last) + 1);
			List<Ping> answered = List.copyOf(upToLast);
			upToLast.clear();
			return answered;
		}
		finally {
			this.lock.unlock();
		}
	}

	@Nullable Duration lastRoundTrip() {
		this.lock.lock();
		try {
			return this.lastRoundTrip;
		}
		finally {
			this.lock.unlock();
		}
	}

	Action decide(long now) {
		this.lock.lock();
		try {
			return this.keepAlive.decide(now);
		}
		finally {
			this.lock.unlock();
		}
	}

	long nextTime() {
		this.lock.lock();
		try {
			return this.keepAlive.nextTime();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Bytes arrived.
	 * @return whether reading had been paused
	 */
	boolean received(long now) {
		this.lock.lock();
		try {
			this.keepAlive.received(now);
			return this.keepAlive.resume(now);
		}
		finally {
			this.lock.unlock();
		}
	}

	void suspend() {
		this.lock.lock();
		try {
			this.keepAlive.suspend();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * The socket has ended.
	 * @return the PINGs that will never be answered
	 */
	List<Ping> fail(WebSocketException cause) {
		this.lock.lock();
		try {
			this.failure = cause;
			return takeAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Take out the PINGs that wait for their PONG. */
	List<Ping> takeAll() {
		this.lock.lock();
		try {
			List<Ping> lost = List.copyOf(this.pending);
			this.pending.clear();
			return lost;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * A PING on its way.
	 */
	static final class Ping extends CompletableFuture<Duration> {

		/** Tells earlier ones from later ones. */
		private final long token;

		private final ByteBuffer payload;

		/** When it was queued, and once it was sent, when that was. */
		private long since;

		private Ping(long token, ByteBuffer payload, long since) {
			this.token = token;
			this.payload = payload;
			this.since = since;
		}

		ByteBuffer payload() {
			return this.payload.duplicate();
		}

	}

}
