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

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.autoconfigure.NamedWebSocketClient;

/**
 * Listens to the feed for as long as the application runs, and connects again when the
 * connection is lost.
 */
@Component
class PriceListener implements SmartLifecycle, Runnable {

	private static final Duration RETRY_DELAY = Duration.ofSeconds(2);

	private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

	private static final Logger logger = LoggerFactory.getLogger(PriceListener.class);

	private final NamedWebSocketClient feed;

	private final LatestPrices prices;

	// belongs to the threads of the scheduler, one after the other
	private final MessageRate rate = new MessageRate();

	// written by the thread of Spring's life cycle; the thread that stands here goes on
	private volatile @Nullable Thread thread;

	// written by the listening thread
	private volatile @Nullable ClientWebSocket socket;

	PriceListener(NamedWebSocketClient feed, LatestPrices prices) {
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

	/**
	 * End the thread, but not the socket: open sockets are closed with 1001 by the
	 * starter, later in the same shutdown.
	 */
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
			while (this.thread == Thread.currentThread()) {
				listenOnce();
				Thread.sleep(RETRY_DELAY.toMillis());
			}
		}
		catch (InterruptedException ex) {
			logger.debug("Stopped listening");
		}
	}

	private void listenOnce() throws InterruptedException {
		try {
			ClientWebSocket socket = this.feed.connect();
			this.socket = socket;
			logger.info("Connected to {}", this.feed);
			listen(socket);
		}
		catch (WebSocketHandshakeException ex) {
			logger.warn("Cannot connect to {}, trying again in {} s: {}", this.feed, RETRY_DELAY.toSeconds(),
					ex.getMessage());
		}
		catch (WebSocketException ex) {
			logger.warn("Lost the connection to {}, trying again in {} s: {}", this.feed, RETRY_DELAY.toSeconds(),
					ex.getMessage());
		}
	}

	private void listen(ClientWebSocket socket) {
		boolean first = true;
		for (WebSocketMessage message : socket.messages()) {
			this.prices.add(message);
			if (first) {
				logger.info("First message: {}", LatestPrices.excerpt(message));
				first = false;
			}
		}
		if (!Thread.currentThread().isInterrupted()) {
			socket.close(); // answers the close frame that ended the messages
			logger.warn("{} closed the connection with {}, trying again in {} s", this.feed, socket.closeStatus(),
					RETRY_DELAY.toSeconds());
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
		ClientWebSocket socket = this.socket;
		if (socket != null) {
			socket.pingAsync();
		}
	}

}
