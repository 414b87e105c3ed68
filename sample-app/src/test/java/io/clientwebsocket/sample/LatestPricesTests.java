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

import java.nio.ByteBuffer;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import io.clientwebsocket.WebSocketMessage;

import static org.assertj.core.api.Assertions.assertThat;

class LatestPricesTests {

	private final LatestPrices prices = new LatestPrices(JsonMapper.builder().build());

	@Test
	void latestPriceReplacesTheOneBeforeAndKeepsTheFirst() {
		add("{\"symbol\":\"LORO\",\"price\":10.5,\"time\":\"2026-01-02T03:04:05Z\"}");
		add("{\"symbol\":\"LORO\",\"price\":11,\"time\":\"2026-01-02T03:04:06Z\"}");
		assertThat(this.prices.changedAfter(0))
			.containsExactly(new Price("LORO", 11, 10.5, Instant.parse("2026-01-02T03:04:06Z"), 2));
	}

	@Test
	void onlyChangedPricesAreToldSortedBySymbol() {
		add("{\"symbol\":\"NANO\",\"price\":1}");
		add("{\"symbol\":\"MALO\",\"price\":1}");
		add("{\"symbol\":\"LORO\",\"price\":1}");
		assertThat(this.prices.changedAfter(1)).extracting(Price::symbol).containsExactly("LORO", "MALO");
		assertThat(this.prices.changedAfter(3)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "hello", "null", "42", "[]", "{}", "{\"symbol\":\"LORO\"}", "{\"price\":1}",
			"{\"symbol\":\"\",\"price\":1}", "{\"symbol\":\"A SYMBOL THAT IS TOO LONG\",\"price\":1}",
			"{\"symbol\":{},\"price\":1}", "{\"symbol\":\"LORO\",\"price\":\"much\"}",
			"{\"symbol\":\"LORO\",\"price\":\"NaN\"}", "{\"symbol\":\"LORO\",\"price\":1e999}",
			"{\"symbol\":\"LORO\",\"price\":1,\"time\":\"yesterday\"}", "{\"symbol\":\"LORO\",\"price\":1" })
	void textThatIsNoPriceIsCountedAndShown(String text) {
		add(text);
		assertThat(this.prices.changedAfter(0)).isEmpty();
		assertThat(this.prices.messages()).isEqualTo(1);
		assertThat(this.prices.lastMessage()).isEqualTo(text);
	}

	@Test
	void binaryMessageIsShownByItsSize() {
		this.prices.add(new WebSocketMessage.Binary(ByteBuffer.allocate(7)));
		assertThat(this.prices.lastMessage()).isEqualTo("(7 bytes)");
	}

	@Test
	void longTextIsCutBetweenCharacters() {
		add("😀".repeat(300));
		assertThat(this.prices.lastMessage()).isEqualTo("😀".repeat(200) + " …");
	}

	@Test
	void symbolsAreBounded() {
		for (int i = 0; i < 1100; i++) {
			add("{\"symbol\":\"S" + i + "\",\"price\":1}");
		}
		assertThat(this.prices.symbols()).isEqualTo(1000);
		assertThat(this.prices.messages()).isEqualTo(1100);
	}

	private void add(String text) {
		this.prices.add(new WebSocketMessage.Text(text));
	}

}
