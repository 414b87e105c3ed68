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

package io.clientwebsocket;

import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Tests for {@link KeepAlive}.
 */
class KeepAliveTests {

	private static final Duration SHORTEST = Duration.ofMillis(1);

	private static final Duration LONGEST = Duration.ofMillis(2147483647);

	static Stream<Duration> wrongDurations() {
		return Stream.of(Duration.ofMillis(-1), Duration.ofNanos(1), Duration.ofNanos(999_999), LONGEST.plusNanos(1),
				Duration.ofSeconds(Long.MAX_VALUE), Duration.ofSeconds(Long.MIN_VALUE));
	}

	@Test
	void offSendsNothing() {
		assertThat(KeepAlive.off().isOff()).isTrue();
		assertThat(KeepAlive.off().isPingPong()).isFalse();
		assertThat(KeepAlive.off()).isEqualTo(new KeepAlive(Duration.ZERO, Duration.ZERO));
	}

	@Test
	void unsolicitedPongHasNoTimeout() {
		KeepAlive keepAlive = KeepAlive.unsolicitedPong(SHORTEST);
		assertThat(keepAlive.isOff()).isFalse();
		assertThat(keepAlive.isPingPong()).isFalse();
		assertThat(keepAlive).isEqualTo(new KeepAlive(SHORTEST, Duration.ZERO));
	}

	@Test
	void pingPongHasIntervalAndTimeout() {
		KeepAlive keepAlive = KeepAlive.pingPong(LONGEST, SHORTEST);
		assertThat(keepAlive.isOff()).isFalse();
		assertThat(keepAlive.isPingPong()).isTrue();
		assertThat(keepAlive).isEqualTo(new KeepAlive(LONGEST, SHORTEST));
		assertThat(KeepAlive.pingPong(SHORTEST, LONGEST).timeout()).isEqualTo(LONGEST);
	}

	@Test
	void timeoutWithoutIntervalIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new KeepAlive(Duration.ZERO, SHORTEST))
			.withMessage("'timeout' needs an 'interval' greater than zero, but 'interval' was 0");
	}

	@Test
	void zeroIsRefusedWhereStrategyNeedsTime() {
		assertThatIllegalArgumentException().isThrownBy(() -> KeepAlive.unsolicitedPong(Duration.ZERO))
			.withMessage("'interval' must be greater than zero");
		assertThatIllegalArgumentException().isThrownBy(() -> KeepAlive.pingPong(Duration.ZERO, SHORTEST))
			.withMessage("'interval' must be greater than zero");
		assertThatIllegalArgumentException().isThrownBy(() -> KeepAlive.pingPong(SHORTEST, Duration.ZERO))
			.withMessage("'timeout' must be greater than zero");
	}

	@ParameterizedTest
	@MethodSource("wrongDurations")
	void durationOutOfRangeIsRefused(Duration wrong) {
		String message = " must be zero or within 1 ms to 2147483647 ms, but was " + wrong;
		assertThatIllegalArgumentException().isThrownBy(() -> new KeepAlive(wrong, Duration.ZERO))
			.withMessage("'interval'" + message);
		assertThatIllegalArgumentException().isThrownBy(() -> KeepAlive.unsolicitedPong(wrong))
			.withMessage("'interval'" + message);
		assertThatIllegalArgumentException().isThrownBy(() -> KeepAlive.pingPong(SHORTEST, wrong))
			.withMessage("'timeout'" + message);
	}

	@Test
	void nullIsRefusedByName() {
		assertThatNullPointerException().isThrownBy(() -> new KeepAlive(null, Duration.ZERO))
			.withMessage("'interval' must not be null");
		assertThatNullPointerException().isThrownBy(() -> KeepAlive.unsolicitedPong(null))
			.withMessage("'interval' must not be null");
		assertThatNullPointerException().isThrownBy(() -> KeepAlive.pingPong(SHORTEST, null))
			.withMessage("'timeout' must not be null");
	}

}
