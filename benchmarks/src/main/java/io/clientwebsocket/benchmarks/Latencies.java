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

import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/**
 * Histogram of times, with 64 buckets for each power of two: a value is at most 1.6 %
 * off. One thread records, others may take a copy meanwhile.
 */
final class Latencies {

	private static final int SUB_BITS = 6;

	private static final int SUB_BUCKETS = 1 << SUB_BITS;

	private final AtomicLongArray counts = new AtomicLongArray(SUB_BUCKETS * (Long.SIZE - SUB_BITS));

	void record(long nanos) {
		int bucket = bucket(nanos);
		this.counts.setOpaque(bucket, this.counts.getPlain(bucket) + 1);
	}

	/** How often each bucket was hit so far. */
	List<Long> copy() {
		return IntStream.range(0, this.counts.length()).mapToObj(this.counts::getOpaque).toList();
	}

	/**
	 * Value below which a share of the times lies.
	 * @param before the copy at the beginning
	 * @param after the copy at the end
	 * @param share the share, 0.5 for the median
	 * @return nanoseconds, 0 if there was no time in between
	 */
	static long quantile(List<Long> before, List<Long> after, double share) {
		long total = sum(after) - sum(before);
		long rank = (long) Math.ceil(total * share);
		long seen = 0;
		for (int i = 0; i < after.size(); i++) {
			seen += after.get(i) - before.get(i);
			if (seen >= rank && rank > 0) {
				return lowest(i);
			}
		}
		return 0;
	}

	private static long sum(List<Long> counts) {
		return counts.stream().mapToLong(Long::longValue).sum();
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
