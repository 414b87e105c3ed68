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

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends the prices of a market to everybody who is connected, at a steady rate.
 */
final class FeedPublisher {

	private static final Duration TICK = Duration.ofMillis(20);

	private static final Duration GOODBYE = Duration.ofSeconds(1);

	private final Market market;

	private final JsonMapper jsonMapper;

	private final double rate;

	private final Set<FeedConnection> connections = ConcurrentHashMap.newKeySet();

	// belongs to the thread of Spring's life cycle
	private @Nullable ScheduledExecutorService scheduler;

	// the rest belongs to the thread of the scheduler

	private long lastNanos;

	private double due;

	FeedPublisher(Market market, double rate, JsonMapper jsonMapper) {
		this.market = market;
		this.rate = rate;
		this.jsonMapper = jsonMapper;
	}

	FeedConnection newConnection() {
		return new FeedConnection(this.connections);
	}

	@SuppressWarnings("FutureReturnValueIgnored") // ends with the scheduler
	void start() {
		this.lastNanos = System.nanoTime();
		this.scheduler = Executors.newSingleThreadScheduledExecutor((task) -> new Thread(task, "feed-publisher"));
		this.scheduler.scheduleAtFixedRate(this::publishDue, 0, TICK.toNanos(), TimeUnit.NANOSECONDS);
	}

	/**
	 * Publish no more, and say goodbye to everybody.
	 */
	void stop() {
		if (this.scheduler != null) {
			this.scheduler.shutdownNow();
			this.scheduler = null;
		}
		CompletableFuture<?>[] goodbyes = this.connections.stream()
			.map(FeedConnection::goAway)
			.toArray(CompletableFuture<?>[]::new);
		CompletableFuture.allOf(goodbyes).completeOnTimeout(null, GOODBYE.toMillis(), TimeUnit.MILLISECONDS).join();
	}

	private void publishDue() {
		long now = System.nanoTime();
		// a machine that slept does not catch up on more than a second
		double seconds = Math.min(1, (now - this.lastNanos) / 1e9);
		this.lastNanos = now;
		for (this.due += seconds * this.rate; this.due >= 1; this.due--) {
			publish(this.market.next());
		}
	}

	private void publish(Market.Quote quote) {
		if (!this.connections.isEmpty()) {
			Instant time = Instant.now().truncatedTo(ChronoUnit.MILLIS);
			FeedMessage message = new FeedMessage(quote.symbol(), quote.price(), time);
			String text = this.jsonMapper.writeValueAsString(message);
			this.connections.forEach((connection) -> connection.send(text));
		}
	}

}
