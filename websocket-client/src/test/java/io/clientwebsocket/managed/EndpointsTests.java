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

import java.net.URI;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EndpointsTests {

	private static final URI A = URI.create("ws://a/");

	private static final URI B = URI.create("ws://b/");

	private static final URI C = URI.create("ws://c/");

	private static final List<URI> ALL = List.of(A, B, C);

	private static final Duration COOL_DOWN = Duration.ofNanos(10);

	private static final Duration LONGEST = Duration.ofNanos(50);

	@Test
	void priorityTakesTheFirstThatDoesNotCoolDown() {
		Endpoints endpoints = new Endpoints(EndpointOrder.PRIORITY, COOL_DOWN, LONGEST);
		assertThat(endpoints.next(ALL, 0)).isEqualTo(A);
		assertThat(endpoints.failed(A, null, 0)).isEqualTo(2);
		assertThat(endpoints.next(ALL, 1)).isEqualTo(B);
		assertThat(endpoints.next(ALL, 9)).isEqualTo(B);
		assertThat(endpoints.next(ALL, 10)).isEqualTo(A);
	}

	@Test
	void ifAllCoolDownTheOneThatHasWaitedLongestIsNext() {
		Endpoints endpoints = new Endpoints(EndpointOrder.PRIORITY, COOL_DOWN, LONGEST);
		endpoints.next(ALL, 0);
		assertThat(endpoints.failed(B, null, 0)).isEqualTo(2);
		assertThat(endpoints.failed(A, null, 1)).isEqualTo(2);
		assertThat(endpoints.failed(C, null, 2)).isZero();
		assertThat(endpoints.next(ALL, 3)).isEqualTo(B);
	}

	@Test
	void roundRobinTakesOneAfterTheOther() {
		Endpoints endpoints = new Endpoints(EndpointOrder.ROUND_ROBIN, COOL_DOWN, LONGEST);
		assertThat(endpoints.next(ALL, 0)).isEqualTo(A);
		assertThat(endpoints.next(ALL, 0)).isEqualTo(B);
		assertThat(endpoints.next(ALL, 0)).isEqualTo(C);
		endpoints.failed(A, null, 0);
		assertThat(endpoints.next(ALL, 1)).isEqualTo(B);
	}

	@Test
	void stickyStaysUntilItsServerFails() {
		Endpoints endpoints = new Endpoints(EndpointOrder.STICKY, COOL_DOWN, LONGEST);
		assertThat(endpoints.next(ALL, 0)).isEqualTo(A);
		endpoints.failed(A, null, 0);
		assertThat(endpoints.next(ALL, 1)).isEqualTo(B);
		assertThat(endpoints.next(ALL, 20)).isEqualTo(B);
		endpoints.failed(B, null, 20);
		assertThat(endpoints.next(ALL, 21)).isEqualTo(C);
	}

	@Test
	void loneServerHasNoOther() {
		Endpoints endpoints = new Endpoints(EndpointOrder.ROUND_ROBIN, COOL_DOWN, LONGEST);
		assertThat(endpoints.next(List.of(A), 0)).isEqualTo(A);
		assertThat(endpoints.failed(A, null, 0)).isZero();
		assertThat(endpoints.failed(null, null, 0)).isZero();
		assertThat(endpoints.next(List.of(A), 1)).isEqualTo(A);
	}

	@Test
	void serverThatIsNoLongerSuppliedIsForgotten() {
		Endpoints endpoints = new Endpoints(EndpointOrder.STICKY, COOL_DOWN, LONGEST);
		endpoints.next(ALL, 0);
		endpoints.failed(A, null, 0);
		assertThat(endpoints.next(List.of(C), 1)).isEqualTo(C);
		assertThat(endpoints.next(List.of(A, B), 2)).isEqualTo(A);
	}

	@Test
	void queryOfAnAttemptDoesNotMakeItAnotherServer() {
		Endpoints endpoints = new Endpoints(EndpointOrder.PRIORITY, COOL_DOWN, LONGEST);
		endpoints.next(List.of(A.resolve("?t=1"), B.resolve("?t=1")), 0);
		assertThat(endpoints.failed(A.resolve("?t=1"), null, 0)).isEqualTo(1);
		URI second = B.resolve("?t=2");
		assertThat(endpoints.next(List.of(A.resolve("?t=2"), second), 1)).isEqualTo(second);
		assertThat(endpoints.failed(second, null, 1)).isZero();
	}

	@Test
	void serversMayDifferInTheirQueriesAlone() {
		Endpoints endpoints = new Endpoints(EndpointOrder.PRIORITY, COOL_DOWN, LONGEST);
		List<URI> shards = List.of(A.resolve("?shard=1"), A.resolve("?shard=2"));
		assertThat(endpoints.next(shards, 0)).isEqualTo(shards.get(0));
		assertThat(endpoints.failed(shards.get(0), null, 0)).isEqualTo(1);
		assertThat(endpoints.next(shards, 1)).isEqualTo(shards.get(1));
	}

	@Test
	void withoutCoolDownTheServerThatHasJustFailedIsNotTheNext() {
		Endpoints endpoints = new Endpoints(EndpointOrder.PRIORITY, Duration.ZERO, LONGEST);
		assertThat(endpoints.next(ALL, 0)).isEqualTo(A);
		assertThat(endpoints.failed(A, null, 0)).isEqualTo(2);
		assertThat(endpoints.next(ALL, 0)).isEqualTo(B);
		assertThat(endpoints.next(ALL, 0)).isEqualTo(A);
	}

	@Test
	void serverIsLeftAloneForAsLongAsItAsksUpToALimit() {
		Endpoints endpoints = new Endpoints(EndpointOrder.PRIORITY, COOL_DOWN, LONGEST);
		endpoints.next(ALL, 0);
		endpoints.failed(A, Duration.ofDays(1), 0);
		assertThat(endpoints.next(ALL, 49)).isEqualTo(B);
		assertThat(endpoints.next(ALL, 50)).isEqualTo(A);
	}

	@Test
	void noServerIsRefused() {
		Endpoints endpoints = new Endpoints(EndpointOrder.PRIORITY, COOL_DOWN, LONGEST);
		assertThatIllegalArgumentException().isThrownBy(() -> endpoints.next(List.of(), 0));
	}

}
