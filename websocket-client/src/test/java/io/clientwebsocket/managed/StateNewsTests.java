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

import java.time.Instant;

import org.junit.jupiter.api.Test;

import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.managed.DisconnectCause.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StateNews}.
 */
class StateNewsTests {

	private static final DisconnectCause REFUSED = DisconnectCause.of(Kind.HANDSHAKE_FAILED, "refused");

	private static final DisconnectCause LATER = DisconnectCause.closed(CloseStatus.TRY_AGAIN_LATER, "busy");

	private final StateNews news = new StateNews();

	@Test
	void ordinaryLifeIsNews() {
		assertThat(isNews(ConnectionState.CONNECTING, 0, 1, null)).isTrue();
		assertThat(isNews(ConnectionState.OPEN, 1, 1, null)).isTrue();
		assertThat(isNews(ConnectionState.BACKING_OFF, 2, 0, LATER)).isTrue();
		assertThat(isNews(ConnectionState.CONNECTING, 3, 1, LATER)).isTrue();
		assertThat(isNews(ConnectionState.OPEN, 4, 1, LATER)).isTrue();
		assertThat(isNews(ConnectionState.STOPPED, 5, 0, null)).isTrue();
	}

	@Test
	void retriesAreNewsOnceAMinute() {
		assertThat(isNews(ConnectionState.BACKING_OFF, 0, 1, REFUSED)).isTrue();
		assertThat(isNews(ConnectionState.CONNECTING, 30, 2, REFUSED)).isFalse();
		assertThat(isNews(ConnectionState.BACKING_OFF, 59, 2, REFUSED)).isFalse();
		assertThat(isNews(ConnectionState.BACKING_OFF, 60, 3, REFUSED)).isTrue();
		assertThat(isNews(ConnectionState.BACKING_OFF, 119, 4, REFUSED)).isFalse();
		assertThat(isNews(ConnectionState.FAILED, 120, 5, REFUSED)).isTrue();
	}

	@Test
	void anotherCauseIsNews() {
		assertThat(isNews(ConnectionState.BACKING_OFF, 0, 1, REFUSED)).isTrue();
		assertThat(isNews(ConnectionState.BACKING_OFF, 1, 2, LATER)).isTrue();
		assertThat(isNews(ConnectionState.BACKING_OFF, 2, 3, LATER)).isFalse();
		assertThat(isNews(ConnectionState.BACKING_OFF, 3, 4, REFUSED)).isTrue();
	}

	@Test
	void outageAfterAConnectionIsNewsAgain() {
		assertThat(isNews(ConnectionState.BACKING_OFF, 0, 0, LATER)).isTrue();
		assertThat(isNews(ConnectionState.OPEN, 1, 1, LATER)).isTrue();
		assertThat(isNews(ConnectionState.BACKING_OFF, 2, 0, LATER)).isTrue();
	}

	private boolean isNews(ConnectionState state, int second, int attempt, DisconnectCause cause) {
		Instant since = Instant.EPOCH.plusSeconds(second);
		return this.news.isNews(new ConnectionStatus(state, false, since, null, attempt, null, cause));
	}

}
