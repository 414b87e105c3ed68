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

package io.clientwebsocket.transport;

import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Deflaters and inflaters without a header, reused: making one takes longer than
 * compressing a short message. A socket holds one only while it needs its state. What is
 * not in use is kept as long as there are sockets that may want it: the native memory is
 * gone with the last of them.
 *
 * @since 0.1.0
 */
public final class ZlibPool {

	private static final int MAX_IDLE = 8;

	private final Map<Integer, BlockingQueue<Deflater>> deflaters = new ConcurrentHashMap<>();

	private final BlockingQueue<Inflater> inflaters = new ArrayBlockingQueue<>(MAX_IDLE);

	private final AtomicInteger inUse = new AtomicInteger();

	/** Those in use, and those that are kept. */
	private final AtomicInteger alive = new AtomicInteger();

	private final AtomicInteger users = new AtomicInteger();

	/** A socket may want to compress from now on. */
	public void join() {
		this.users.incrementAndGet();
	}

	/** A socket has ended; what it has in use it still gives back. */
	public void leave() {
		if (this.users.decrementAndGet() == 0) {
			endIdle();
		}
	}

	private void endIdle() {
		for (BlockingQueue<Deflater> idle : this.deflaters.values()) {
			for (Deflater next = idle.poll(); next != null; next = idle.poll()) {
				end(next);
			}
		}
		for (Inflater next = this.inflaters.poll(); next != null; next = this.inflaters.poll()) {
			end(next);
		}
	}

	private void end(Deflater deflater) {
		deflater.end();
		this.alive.decrementAndGet();
	}

	private void end(Inflater inflater) {
		inflater.end();
		this.alive.decrementAndGet();
	}

	/**
	 * Take a deflater.
	 * @param level its level
	 * @return a deflater in its initial state
	 */
	public Deflater acquireDeflater(int level) {
		Deflater deflater = idle(level).poll();
		if (deflater == null) {
			deflater = new Deflater(level, true);
			this.alive.incrementAndGet();
		}
		this.inUse.incrementAndGet();
		return deflater;
	}

	/**
	 * Give a deflater back.
	 * @param deflater a deflater that was taken from this pool and is not used any more
	 * @param level the level that it was taken with
	 */
	public void release(Deflater deflater, int level) {
		this.inUse.decrementAndGet();
		deflater.reset();
		if (!idle(level).offer(deflater)) {
			end(deflater);
		}
		else if (this.users.get() == 0) {
			endIdle();
		}
	}

	private BlockingQueue<Deflater> idle(int level) {
		return this.deflaters.computeIfAbsent(level, (key) -> new ArrayBlockingQueue<>(MAX_IDLE));
	}

	/**
	 * Take an inflater.
	 * @return an inflater in its initial state
	 */
	public Inflater acquireInflater() {
		Inflater inflater = this.inflaters.poll();
		if (inflater == null) {
			inflater = new Inflater(true);
			this.alive.incrementAndGet();
		}
		this.inUse.incrementAndGet();
		return inflater;
	}

	/**
	 * Give an inflater back.
	 * @param inflater an inflater that was taken from this pool and is not used any more
	 */
	public void release(Inflater inflater) {
		this.inUse.decrementAndGet();
		inflater.reset();
		if (!this.inflaters.offer(inflater)) {
			end(inflater);
		}
		else if (this.users.get() == 0) {
			endIdle();
		}
	}

	/**
	 * Number of deflaters and inflaters that were taken and not given back.
	 * @return the number
	 */
	public int inUse() {
		return this.inUse.get();
	}

	/**
	 * Number of deflaters and inflaters that have native memory: those in use, and those
	 * that are kept for the next message.
	 * @return the number
	 */
	public int alive() {
		return this.alive.get();
	}

}
