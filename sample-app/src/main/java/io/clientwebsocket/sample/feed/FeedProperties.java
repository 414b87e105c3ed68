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

package io.clientwebsocket.sample.feed;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties of the embedded market feed.
 *
 * @param enabled Whether to start the feed.
 * @param port Port that the feed listens on; 0 takes any free one.
 * @param symbols Number of symbols that have a price.
 * @param rate Number of messages per second.
 * @param seed Seed of the random prices.
 */
@ConfigurationProperties("sample.feed")
record FeedProperties(boolean enabled, int port, int symbols, double rate, long seed) {

	private static final double HIGHEST_RATE = 1_000_000;

	FeedProperties {
		require(port >= 0 && port <= 65535, "port", "within 0 to 65535", port);
		require(symbols >= 1 && symbols <= Market.MOST_SYMBOLS, "symbols", "within 1 to " + Market.MOST_SYMBOLS,
				symbols);
		require(rate > 0 && rate <= HIGHEST_RATE, "rate", "greater than 0 and at most " + (long) HIGHEST_RATE, rate);
	}

	private static void require(boolean valid, String property, String requirement, Number value) {
		if (!valid) {
			throw new IllegalArgumentException(
					"'sample.feed." + property + "' must be " + requirement + ", but was " + value);
		}
	}

}
