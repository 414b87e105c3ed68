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
 * compressing a short message. A socket holds one only while it needs its state.
 *
 * @since 0.1.0
 */
public final class ZlibPool {

	private static final int MAX_IDLE = 8;

	private final Map<Integer, BlockingQueue<Deflater>> deflaters = new ConcurrentHashMap<>();

	private final BlockingQueue<Inflater> inflaters = new ArrayBlockingQueue<>(MAX_IDLE);

	private final AtomicInteger inUse = new AtomicInteger();

	/**
	 * Take a deflater.
	 * @param level its level
	 * @return a deflater in its initial state
	 */
	public Deflater acquireDeflater(int level) {
		Deflater deflater = idle(level).poll();
		deflater = (deflater != null) ? deflater : new Deflater(level, true);
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
			deflater.end();
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
		inflater = (inflater != null) ? inflater : new Inflater(true);
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
			inflater.end();
		}
	}

	/**
	 * Number of deflaters and inflaters that were taken and not given back.
	 * @return the number
	 */
	public int inUse() {
		return this.inUse.get();
	}

}
