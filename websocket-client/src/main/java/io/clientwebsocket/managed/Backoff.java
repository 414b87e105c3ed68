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

package io.clientwebsocket.managed;

import java.time.Duration;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

/**
 * How long to wait before the next attempt: exponentially longer, at random. Immutable.
 * The names are those of Spring's {@code RetryPolicy}.
 * <p>
 * Before jitter, the n-th delay is {@code delay * multiplier ^ (n - 1)}, at most
 * {@code maxDelay}. It counts from one again when a connection has proved stable.
 *
 * @since 0.1.0
 */
public final class Backoff {

	private static final Backoff DEFAULTS = new Builder().build();

	private final Duration delay;

	private final double multiplier;

	private final @Nullable Duration jitter;

	private final Duration maxDelay;

	private final long maxRetries;

	private final Duration startSpread;

	private final Duration reconnectSpread;

	private final Duration stableAfter;

	private final boolean stableOnMessage;

	private Backoff(Builder builder) {
		this.delay = builder.delay;
		this.multiplier = builder.multiplier;
		this.jitter = builder.jitter;
		this.maxDelay = builder.maxDelay;
		this.maxRetries = builder.maxRetries;
		this.startSpread = builder.startSpread;
		this.reconnectSpread = builder.reconnectSpread;
		this.stableAfter = builder.stableAfter;
		this.stableOnMessage = builder.stableOnMessage;
	}

	/**
	 * The backoff for which nothing is set.
	 * @return 1 s doubled up to 30 s with full jitter, for ever
	 */
	public static Backoff defaults() {
		return DEFAULTS;
	}

	/**
	 * A builder that starts from the defaults.
	 * @return a new builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * The first delay, before jitter.
	 * @return the delay, 1 s unless set
	 */
	public Duration delay() {
		return this.delay;
	}

	/**
	 * By how much each delay is longer than the one before.
	 * @return the multiplier, 2 unless set
	 */
	public double multiplier() {
		return this.multiplier;
	}

	/**
	 * How far the first delay may be off in both directions; it grows with the delay.
	 * @return the jitter; {@code null}, as unless set, for full jitter: anything from
	 * zero to the delay
	 */
	public @Nullable Duration jitter() {
		return this.jitter;
	}

	/**
	 * The longest delay. Bounds {@code Retry-After} as well.
	 * @return the delay, 30 s unless set
	 */
	public Duration maxDelay() {
		return this.maxDelay;
	}

	/**
	 * How many retries there may be until a connection proves stable; after that it is
	 * {@link ConnectionState#FAILED}.
	 * @return the number, {@link Long#MAX_VALUE} (no end) unless set
	 */
	public long maxRetries() {
		return this.maxRetries;
	}

	/**
	 * Over how long the first attempt after a start is spread, at random.
	 * @return the time, zero unless set
	 */
	public Duration startSpread() {
		return this.startSpread;
	}

	/**
	 * Over how long the first attempt after the loss of a connection is spread, at
	 * random, so that not all clients of a server come back at once.
	 * @return the time, 1 s unless set
	 */
	public Duration reconnectSpread() {
		return this.reconnectSpread;
	}

	/**
	 * How long a connection must be open to prove stable.
	 * @return the time, 30 s unless set
	 */
	public Duration stableAfter() {
		return this.stableAfter;
	}

	/**
	 * Whether a connection has proved stable with its first message, too.
	 * @return whether that is so, {@code false} unless set
	 */
	public boolean stableOnMessage() {
		return this.stableOnMessage;
	}

	/**
	 * The delay before a retry, after the decision to retry later.
	 * @param number how many delays there were before, 0 for the first
	 * @param atLeast what the server asked for, or {@code null}
	 * @param random where the jitter comes from
	 */
	Duration delay(int number, @Nullable Duration atLeast, RandomGenerator random) {
		Duration own = jittered(interval(number), Math.pow(this.multiplier, number), random);
		if (atLeast == null) {
			return own;
		}
		Duration asked = (atLeast.compareTo(this.maxDelay) < 0) ? atLeast : this.maxDelay;
		// those who were told the same time should not come at the same time
		Duration late = asked.plus(upTo((this.jitter != null) ? this.jitter : this.delay, random));
		return (late.compareTo(own) > 0) ? late : own;
	}

	/** The delay before jitter. */
	Duration interval(int number) {
		double nanos = this.delay.toNanos() * Math.pow(this.multiplier, number);
		return (nanos < this.maxDelay.toNanos()) ? Duration.ofNanos((long) nanos) : this.maxDelay;
	}

	private Duration jittered(Duration interval, double growth, RandomGenerator random) {
		if (this.jitter == null) {
			return upTo(interval, random);
		}
		long reach = (long) Math.min(this.jitter.toNanos() * growth, (double) this.maxDelay.toNanos());
		long shortest = Math.max(interval.toNanos() - reach, Math.min(this.delay.toNanos(), this.maxDelay.toNanos()));
		long longest = Math.min(interval.toNanos() + reach, this.maxDelay.toNanos());
		return Duration.ofNanos(shortest).plus(upTo(Duration.ofNanos(Math.max(0, longest - shortest)), random));
	}

	static Duration upTo(Duration longest, RandomGenerator random) {
		return longest.isZero() ? Duration.ZERO : Duration.ofNanos(random.nextLong(longest.toNanos() + 1));
	}

	/**
	 * Builder of a {@link Backoff}.
	 *
	 * @since 0.1.0
	 */
	public static final class Builder {

		private Duration delay = Duration.ofSeconds(1);

		private double multiplier = 2;

		private @Nullable Duration jitter;

		private Duration maxDelay = Duration.ofSeconds(30);

		private long maxRetries = Long.MAX_VALUE;

		private Duration startSpread = Duration.ZERO;

		private Duration reconnectSpread = Duration.ofSeconds(1);

		private Duration stableAfter = Duration.ofSeconds(30);

		private boolean stableOnMessage;

		private Builder() {
		}

		/**
		 * Set the first delay.
		 * @param delay the delay before jitter, greater than zero
		 * @return this builder
		 */
		public Builder delay(Duration delay) {
			this.delay = Requirements.positive("delay", delay);
			return this;
		}

		/**
		 * Set by how much each delay is longer than the one before.
		 * @param multiplier the multiplier, at least 1
		 * @return this builder
		 */
		public Builder multiplier(double multiplier) {
			if (!(multiplier >= 1) || Double.isInfinite(multiplier)) {
				throw new IllegalArgumentException("'multiplier' must be at least 1, but was " + multiplier);
			}
			this.multiplier = multiplier;
			return this;
		}

		/**
		 * Set how far the first delay may be off in both directions, never below
		 * {@code delay} and never above {@code maxDelay}; it grows with the delay.
		 * @param jitter the jitter, zero for none, {@code null} for full jitter
		 * @return this builder
		 */
		public Builder jitter(@Nullable Duration jitter) {
			this.jitter = (jitter != null) ? Requirements.notNegative("jitter", jitter) : null;
			return this;
		}

		/**
		 * Set the longest delay.
		 * @param maxDelay the delay, greater than zero
		 * @return this builder
		 */
		public Builder maxDelay(Duration maxDelay) {
			this.maxDelay = Requirements.positive("maxDelay", maxDelay);
			return this;
		}

		/**
		 * Set how many retries there may be until a connection proves stable.
		 * @param maxRetries the number, 0 or more
		 * @return this builder
		 */
		public Builder maxRetries(long maxRetries) {
			if (maxRetries < 0) {
				throw new IllegalArgumentException("'maxRetries' must not be negative, but was " + maxRetries);
			}
			this.maxRetries = maxRetries;
			return this;
		}

		/**
		 * Set over how long the first attempt after a start is spread.
		 * @param spread the time, zero or more
		 * @return this builder
		 */
		public Builder startSpread(Duration spread) {
			this.startSpread = Requirements.notNegative("startSpread", spread);
			return this;
		}

		/**
		 * Set over how long the first attempt after the loss of a connection is spread.
		 * @param spread the time, zero or more
		 * @return this builder
		 */
		public Builder reconnectSpread(Duration spread) {
			this.reconnectSpread = Requirements.notNegative("reconnectSpread", spread);
			return this;
		}

		/**
		 * Set how long a connection must be open to prove stable.
		 * @param time the time, zero or more
		 * @return this builder
		 */
		public Builder stableAfter(Duration time) {
			this.stableAfter = Requirements.notNegative("stableAfter", time);
			return this;
		}

		/**
		 * Set whether a connection has proved stable with its first message, too.
		 * @param stable whether it has
		 * @return this builder
		 */
		public Builder stableOnMessage(boolean stable) {
			this.stableOnMessage = stable;
			return this;
		}

		/**
		 * Build the backoff.
		 * @return a new backoff
		 */
		public Backoff build() {
			return new Backoff(this);
		}

	}

}
