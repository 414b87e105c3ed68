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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
 * The payload of each is a counter of eight bytes. Thread-safe; guarded by its lock.
 */
final class Pings {

	private final ReentrantLock lock = new ReentrantLock();

	private final KeepAliveState keepAlive;

	private final Deque<Ping> pending = new ArrayDeque<>(2);

	private long lastToken;

	private @Nullable Duration lastRoundTrip;

	private @Nullable WebSocketException failure;

	Pings(KeepAlive keepAlive, long now) {
		this.keepAlive = new KeepAliveState(keepAlive, now);
	}

	Ping begin(long now, boolean ofKeepAlive) {
		this.lock.lock();
		try {
			Ping ping = new Ping(++this.lastToken, now);
			if (this.failure != null) {
				ping.completeExceptionally(this.failure);
				return ping;
			}
			this.pending.add(ping);
			if (ofKeepAlive) {
				this.keepAlive.pingQueued(ping.token);
			}
			return ping;
		}
		finally {
			this.lock.unlock();
		}
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
	 * @return the PINGs that it answers, with the round trip of the last one
	 */
	List<Ping> answered(ByteBuffer payload, long now) {
		if (payload.remaining() != Long.BYTES) {
			return List.of();
		}
		long token = payload.getLong(payload.position());
		List<Ping> answered = new ArrayList<>(1);
		this.lock.lock();
		try {
			if (token <= 0 || token > this.lastToken) {
				return answered;
			}
			this.keepAlive.pongReceived(token);
			while (!this.pending.isEmpty() && this.pending.peek().token <= token) {
				Ping ping = this.pending.remove();
				this.lastRoundTrip = Duration.ofNanos(now - ping.since);
				answered.add(ping);
			}
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

		private final long token;

		/** When it was queued, and once it was sent, when that was. */
		private long since;

		private Ping(long token, long since) {
			this.token = token;
			this.since = since;
		}

		ByteBuffer payload() {
			return ByteBuffer.allocate(Long.BYTES).putLong(0, this.token);
		}

	}

}
