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

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import io.clientwebsocket.WebSocketMessage;

/**
 * Latest price of each symbol. One thread adds messages, any thread reads.
 */
@Component
class LatestPrices {

	private static final int MOST_SYMBOLS = 1000;

	private static final int LONGEST_SYMBOL = 20;

	private static final int LONGEST_EXCERPT = 200;

	private final JsonMapper jsonMapper;

	private final Map<String, Price> prices = new ConcurrentHashMap<>();

	// written by the thread that adds
	private volatile long messages;

	// written by the thread that adds
	private volatile @Nullable WebSocketMessage lastMessage;

	// written by the thread that adds
	private volatile @Nullable Price lastPrice;

	LatestPrices(JsonMapper jsonMapper) {
		this.jsonMapper = jsonMapper;
	}

	/**
	 * Add a message. One that is no price is counted and shown, and changes no price.
	 * @param message the message
	 */
	void add(WebSocketMessage message) {
		long sequence = this.messages + 1;
		if (message instanceof WebSocketMessage.Text text) {
			PriceMessage price = read(text.value());
			if (price != null && price.symbol() != null && price.price() != null) {
				put(price.symbol(), price.price(), price.time(), sequence);
			}
		}
		this.lastMessage = message;
		this.messages = sequence;
	}

	private @Nullable PriceMessage read(String text) {
		try {
			return this.jsonMapper.readValue(text, PriceMessage.class);
		}
		catch (JacksonException ex) {
			return null; // another server may send whatever it likes
		}
	}

	private void put(String symbol, double value, @Nullable Instant time, long sequence) {
		Price before = this.prices.get(symbol);
		if (Double.isFinite(value) && (before != null || isNewSymbol(symbol))) {
			Price price = new Price(symbol, value, (before != null) ? before.first() : value,
					(time != null) ? time : Instant.now(), sequence);
			this.prices.put(symbol, price);
			this.lastPrice = price;
		}
	}

	private boolean isNewSymbol(String symbol) {
		return !symbol.isBlank() && symbol.length() <= LONGEST_SYMBOL && this.prices.size() < MOST_SYMBOLS;
	}

	/**
	 * Prices that changed.
	 * @param sequence number of the message after which they changed; 0 for all prices
	 * @return the prices, sorted by symbol
	 */
	List<Price> changedAfter(long sequence) {
		return this.prices.values()
			.stream()
			.filter((price) -> price.sequence() > sequence)
			.sorted(Comparator.comparing(Price::symbol))
			.toList();
	}

	int symbols() {
		return this.prices.size();
	}

	/**
	 * Number of the last message.
	 * @return how many messages were added
	 */
	long messages() {
		return this.messages;
	}

	@Nullable Price lastPrice() {
		return this.lastPrice;
	}

	/**
	 * Beginning of the last message.
	 * @return a text to show, {@code null} if there was no message
	 */
	@Nullable String lastMessage() {
		WebSocketMessage message = this.lastMessage;
		return (message != null) ? excerpt(message) : null;
	}

	/**
	 * Beginning of a message.
	 * @param message the message
	 * @return a text to show
	 */
	static String excerpt(WebSocketMessage message) {
		if (message instanceof WebSocketMessage.Text text) {
			return excerpt(text.value());
		}
		if (message instanceof WebSocketMessage.Binary binary) {
			return "(" + binary.value().remaining() + " bytes)";
		}
		return message.toString();
	}

	private static String excerpt(String text) {
		if (text.codePointCount(0, text.length()) <= LONGEST_EXCERPT) {
			return text;
		}
		return text.substring(0, text.offsetByCodePoints(0, LONGEST_EXCERPT)) + " …";
	}

}
