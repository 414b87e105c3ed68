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

package io.clientwebsocket.sample;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.managed.Gap;
import io.clientwebsocket.managed.Received;
import io.clientwebsocket.managed.ReconnectingWebSocket;

/**
 * Listens to the feed for as long as the application runs. That the connection is opened,
 * opened again when it is lost, and closed at the end is up to the starter.
 */
@Component
class PriceListener implements SmartLifecycle, Runnable {

	private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

	private static final Logger logger = LoggerFactory.getLogger(PriceListener.class);

	private final ReconnectingWebSocket feed;

	private final LatestPrices prices;

	// belongs to the threads of the scheduler, one after the other
	private final MessageRate rate = new MessageRate();

	// written by the thread of Spring's life cycle
	private volatile @Nullable Thread thread;

	PriceListener(ReconnectingWebSocket feed, LatestPrices prices) {
		this.feed = feed;
		this.prices = prices;
		this.rate.update(0, System.nanoTime());
	}

	@Override
	public void start() {
		Thread thread = new Thread(this, "price-listener");
		this.thread = thread;
		thread.start();
	}

	@Override
	public boolean isRunning() {
		return this.thread != null;
	}

	@Override
	public void stop() {
		Thread thread = this.thread;
		if (thread != null) {
			this.thread = null;
			thread.interrupt();
			join(thread);
		}
	}

	private static void join(Thread thread) {
		try {
			thread.join(STOP_TIMEOUT.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void run() {
		try {
			for (Received received : this.feed.received()) {
				take(received);
			}
		}
		catch (WebSocketException ex) {
			logger.error("The feed is given up: {}", ex.getMessage());
		}
	}

	private void take(Received received) {
		if (received instanceof Received.Message message) {
			if (this.prices.messages() == 0) {
				logger.info("First message: {}", LatestPrices.excerpt(message.value()));
			}
			this.prices.add(message.value());
		}
		else if (received instanceof Gap gap) {
			logger.warn("Prices of {} ms are missing: {}", gap.duration().toMillis(), gap.cause().summary());
		}
	}

	@Scheduled(initialDelay = 5000, fixedRate = 5000)
	void report() {
		double perSecond = this.rate.update(this.prices.messages(), System.nanoTime());
		logger.info("{} messages/s, {} symbols, last price {}", Math.round(perSecond), this.prices.symbols(),
				lastPrice());
	}

	private String lastPrice() {
		Price price = this.prices.lastPrice();
		return (price != null) ? price.symbol() + " " + price.value() : "none";
	}

	/**
	 * Measure the round trip. Keep-alive pings a silent peer only, and a feed is hardly
	 * ever silent.
	 */
	@Scheduled(fixedRate = 2000)
	@SuppressWarnings("FutureReturnValueIgnored") // the status of the client tells
	void ping() {
		this.feed.pingAsync();
	}

}
