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

package io.clientwebsocket.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/**
 * Histogram of times, with 64 buckets for each power of two: a value is at most 1.6 %
 * off. Any thread may record, others may take a copy meanwhile.
 */
final class Latencies {

	private static final int SUB_BITS = 6;

	private static final int SUB_BUCKETS = 1 << SUB_BITS;

	private final AtomicLongArray counts = new AtomicLongArray(SUB_BUCKETS * (Long.SIZE - SUB_BITS));

	void record(long nanos) {
		this.counts.incrementAndGet(bucket(nanos));
	}

	/** How often each bucket was hit so far. */
	List<Long> copy() {
		return IntStream.range(0, this.counts.length()).mapToObj(this.counts::getOpaque).toList();
	}

	/** What came between two copies. */
	static long[] between(List<Long> before, List<Long> after) {
		return IntStream.range(0, after.size()).mapToLong((i) -> after.get(i) - before.get(i)).toArray();
	}

	/**
	 * Add the times that were omitted because nothing was sent while a long one lasted: a
	 * message that had been due in the meantime would have waited for the rest of it.
	 * @param counts how often each bucket was hit
	 * @param interval nanoseconds after which the next message is due
	 * @return how often each bucket would have been hit
	 */
	static long[] withOmitted(long[] counts, long interval) {
		long[] corrected = Arrays.copyOf(counts, counts.length);
		for (int i = 0; i < counts.length; i++) {
			if (counts[i] > 0) {
				for (long rest = lowest(i) - interval; rest >= interval; rest -= interval) {
					corrected[bucket(rest)] += counts[i];
				}
			}
		}
		return corrected;
	}

	/**
	 * Value below which a share of the times lies.
	 * @param counts how often each bucket was hit
	 * @param share the share, 0.5 for the median
	 * @return nanoseconds, 0 if there was no time
	 */
	static long quantile(long[] counts, double share) {
		long rank = (long) Math.ceil(Arrays.stream(counts).sum() * share);
		long seen = 0;
		for (int i = 0; i < counts.length; i++) {
			seen += counts[i];
			if (seen >= rank && rank > 0) {
				return lowest(i);
			}
		}
		return 0;
	}

	static int bucket(long nanos) {
		int shift = Math.max(0, Long.SIZE - SUB_BITS - 1 - Long.numberOfLeadingZeros(nanos));
		return shift * SUB_BUCKETS + (int) (nanos >>> shift);
	}

	static long lowest(int bucket) {
		int shift = Math.max(0, bucket / SUB_BUCKETS - 1);
		return (long) (bucket - shift * SUB_BUCKETS) << shift;
	}

}
