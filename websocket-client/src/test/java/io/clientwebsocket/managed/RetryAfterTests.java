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
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.clientwebsocket.HandshakeResponse;
import io.clientwebsocket.HttpVersion;

import static org.assertj.core.api.Assertions.assertThat;

class RetryAfterTests {

	private static final Instant NOW = Instant.parse("1994-11-06T08:49:00Z");

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			0                              | PT0S
			120                            | PT2M
			999999999                      | PT999999999S
			1000000000000                  | PT2147483647S
			Sun, 06 Nov 1994 08:49:37 GMT  | PT37S
			Sunday, 06-Nov-94 08:49:37 GMT | PT37S
			Sun Nov  6 08:49:37 1994       | PT37S
			Wed Nov 16 08:49:00 1994       | PT240H
			Sun, 06 Nov 1994 08:48:00 GMT  | PT0S
			""")
	void secondsAndDatesAreRead(String value, Duration expected) {
		assertThat(RetryAfter.parse(value, NOW)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "-1", "1.5", "soon", "Mon, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994", "١٢" })
	void anythingElseIsNoTime(String value) {
		assertThat(RetryAfter.parse(value, NOW)).isNull();
	}

	@Test
	void yearOfTwoDigitsIsNotFarAhead() {
		Instant now = Instant.parse("2026-01-01T00:00:00Z");
		assertThat(RetryAfter.parse("Thursday, 01-Jan-26 00:00:10 GMT", now)).isEqualTo(Duration.ofSeconds(10));
		assertThat(RetryAfter.parse("Sunday, 06-Nov-94 08:49:37 GMT", now)).isZero();
	}

	@Test
	void dateIsComparedWithTheClockOfTheServer() {
		assertThat(of("Retry-After", "Sun, 06 Nov 1994 08:50:00 GMT", "Date", "Sun, 06 Nov 1994 08:49:50 GMT"))
			.isEqualTo(Duration.ofSeconds(10));
		assertThat(of("Retry-After", "Sun, 06 Nov 1994 08:50:00 GMT", "Date", "now")).isEqualTo(Duration.ofMinutes(1));
		assertThat(of("Date", "Sun, 06 Nov 1994 08:49:50 GMT", "Other", "")).isNull();
	}

	private static Duration of(String name1, String value1, String name2, String value2) {
		return RetryAfter.of(new HandshakeResponse(503, HttpVersion.HTTP_1_1,
				Map.of(name1, List.of(value1), name2, List.of(value2))), NOW);
	}

}
