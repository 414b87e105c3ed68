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

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MarketTests {

	@Test
	void sameSeedMakesTheSamePrices() {
		assertThat(quotes(42)).isEqualTo(quotes(42)).isNotEqualTo(quotes(43));
	}

	@Test
	void allSymbolsAreDifferent() {
		assertThat(new Market(Market.MOST_SYMBOLS, 1).symbols()).hasSize(Market.MOST_SYMBOLS).doesNotHaveDuplicates();
	}

	@Test
	void pricesStayPositive() {
		Market market = new Market(3, 7);
		assertThat(Stream.generate(market::next).limit(100_000)).allMatch((quote) -> quote.price() >= 1);
	}

	private static List<Market.Quote> quotes(long seed) {
		Market market = new Market(50, seed);
		return Stream.generate(market::next).limit(1000).toList();
	}

}
