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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Invented market: the prices of its symbols walk at random. The same seed makes the same
 * prices. For one thread.
 */
final class Market {

	private static final String CONSONANTS = "BDLMNRTV";

	private static final String VOWELS = "AEO";

	private static final int SYLLABLES = CONSONANTS.length() * VOWELS.length();

	/**
	 * As many different symbols of two syllables as there are.
	 */
	static final int MOST_SYMBOLS = SYLLABLES * SYLLABLES;

	private static final double LOWEST_PRICE = 1;

	private static final double STEP = 0.0005;

	private final Random random;

	private final List<String> symbols;

	private final double[] prices;

	Market(int symbols, long seed) {
		this.random = new Random(seed);
		this.symbols = names(symbols, this.random);
		this.prices = this.random.doubles(symbols, 1, 6).map(Math::exp).toArray();
	}

	private static List<String> names(int count, Random random) {
		List<String> names = new ArrayList<>();
		for (int i = 0; i < MOST_SYMBOLS; i++) {
			names.add(syllable(i / SYLLABLES) + syllable(i % SYLLABLES));
		}
		Collections.shuffle(names, random);
		return List.copyOf(names.subList(0, count));
	}

	private static String syllable(int index) {
		return "" + CONSONANTS.charAt(index / VOWELS.length()) + VOWELS.charAt(index % VOWELS.length());
	}

	/**
	 * Move the price of one symbol.
	 * @return the new price
	 */
	Quote next() {
		int index = this.random.nextInt(this.prices.length);
		double moved = this.prices[index] * (1 + STEP * this.random.nextGaussian());
		this.prices[index] = Math.max(LOWEST_PRICE, moved);
		return new Quote(this.symbols.get(index), Math.round(this.prices[index] * 100) / 100.0);
	}

	List<String> symbols() {
		return this.symbols;
	}

	/**
	 * Price of a symbol.
	 *
	 * @param symbol the symbol
	 * @param price the price, in whole cents
	 */
	record Quote(String symbol, double price) {

	}

}
