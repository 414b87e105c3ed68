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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.transport.TimeSource;

/**
 * The deadlines of a socket, on one timer: it runs for the earliest of them, and clearing
 * one does not touch it. Thread-safe.
 */
final class Deadlines {

	/**
	 * What a deadline is for.
	 */
	enum Kind {

		/** Look for control frames although nobody receives. */
		READ_AHEAD,

		/** Decide about the keep-alive. */
		KEEP_ALIVE,

		/** A write must have been taken. */
		WRITE,

		/** The peer's close frame must have arrived. */
		CLOSE,

		/** The connection must have ended after the close handshake. */
		LINGER

	}

	private static final List<Kind> KINDS = List.of(Kind.values());

	private static final long NEVER = Long.MAX_VALUE;

	private final ReentrantLock lock = new ReentrantLock();

	private final TimeSource time;

	private final Consumer<Kind> handler;

	/** When those of {@link #KINDS} are due, in their order. */
	private final long[] due = new long[KINDS.size()];

	private long scheduledAt = NEVER;

	private TimeSource.@Nullable Timer timer;

	private boolean ended;

	Deadlines(TimeSource time, Consumer<Kind> handler) {
		this.time = time;
		this.handler = handler;
		Arrays.fill(this.due, NEVER);
	}

	/** Set a deadline, {@link Long#MAX_VALUE} to clear it. */
	void set(Kind kind, long at) {
		this.lock.lock();
		try {
			if (this.ended) {
				return;
			}
			this.due[KINDS.indexOf(kind)] = at;
			if (isEarlier(at, this.scheduledAt)) {
				schedule(at);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	void setAfter(Kind kind, long delayNanos) {
		set(kind, this.time.nanoTime() + delayNanos);
	}

	void clear(Kind kind) {
		set(kind, NEVER);
	}

	/** Clear all deadlines and take no more. */
	void end() {
		this.lock.lock();
		try {
			this.ended = true;
			Arrays.fill(this.due, NEVER);
			if (this.timer != null) {
				this.timer.cancel();
				this.timer = null;
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Compared as distances: the clock may wrap. */
	private static boolean isEarlier(long at, long than) {
		return at != NEVER && (than == NEVER || at - than < 0);
	}

	private void schedule(long at) {
		if (this.timer != null) {
			this.timer.cancel();
		}
		this.scheduledAt = at;
		this.timer = this.time.schedule(this::run, Math.max(0, at - this.time.nanoTime()));
	}

	private void run() {
		List<Kind> passed = new ArrayList<>(1);
		this.lock.lock();
		try {
			long now = this.time.nanoTime();
			this.timer = null;
			this.scheduledAt = NEVER;
			long earliest = NEVER;
			for (int i = 0; i < this.due.length; i++) {
				if (this.due[i] != NEVER && this.due[i] - now <= 0) {
					passed.add(KINDS.get(i));
					this.due[i] = NEVER;
				}
				else if (isEarlier(this.due[i], earliest)) {
					earliest = this.due[i];
				}
			}
			if (earliest != NEVER) {
				schedule(earliest);
			}
		}
		finally {
			this.lock.unlock();
		}
		passed.forEach(this.handler);
	}

}
