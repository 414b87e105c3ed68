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

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.HandshakeResponse;

/**
 * Reads {@code Retry-After}: seconds, or a date in one of the three forms of HTTP (RFC
 * 9110, 10.2.3 and 5.6.7).
 */
final class RetryAfter {

	/** More seconds than that are as good as never. */
	private static final int MOST_DIGITS = 9;

	private RetryAfter() {
	}

	/**
	 * How long to wait.
	 * @param response the answer of the server
	 * @param now the time, for an answer with a date to wait for but none of its own
	 * @return the time from now, at least zero, {@code null} if the answer has none that
	 * can be read
	 */
	static @Nullable Duration of(HandshakeResponse response, Instant now) {
		String value = response.firstHeader("Retry-After");
		if (value == null) {
			return null;
		}
		String date = response.firstHeader("Date");
		Instant sent = (date != null) ? date(date.strip(), now) : null;
		return parse(value.strip(), (sent != null) ? sent : now);
	}

	static @Nullable Duration parse(String value, Instant now) {
		if (!value.isEmpty() && value.chars().allMatch((c) -> c >= '0' && c <= '9')) {
			boolean readable = value.length() <= MOST_DIGITS;
			return Duration.ofSeconds(readable ? Integer.parseInt(value) : Integer.MAX_VALUE);
		}
		Instant until = date(value, now);
		if (until == null) {
			return null;
		}
		return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
	}

	private static @Nullable Instant date(String value, Instant now) {
		for (DateTimeFormatter format : formats(now)) {
			try {
				return format.parse(value, Instant::from);
			}
			catch (DateTimeException ex) {
				// then perhaps in the next form
			}
		}
		return null;
	}

	/** A year of two digits is not more than 50 years ahead (RFC 9110, 5.6.7). */
	private static List<DateTimeFormatter> formats(Instant now) {
		int firstYear = now.atOffset(ZoneOffset.UTC).getYear() - 49;
		DateTimeFormatter shortYear = new DateTimeFormatterBuilder().parseCaseInsensitive()
			.appendPattern("EEEE, dd-MMM-")
			.appendValueReduced(ChronoField.YEAR, 2, 2, firstYear)
			.appendPattern(" HH:mm:ss 'GMT'")
			.toFormatter(Locale.US);
		return List.of(format("EEE, dd MMM yyyy HH:mm:ss 'GMT'"), shortYear.withZone(ZoneOffset.UTC),
				format("EEE MMM ppd HH:mm:ss yyyy"));
	}

	private static DateTimeFormatter format(String pattern) {
		return DateTimeFormatter.ofPattern(pattern, Locale.US).withZone(ZoneOffset.UTC);
	}

}
