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

package io.clientwebsocket.autoconfigure;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.spring.GivenConnector;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ObservedConnector}.
 */
class ObservedConnectorTests {

	private static final URI SERVER = URI.create("ws://127.0.0.1:1/");

	private final List<String> happened = new ArrayList<>();

	private final CompletableFuture<ClientWebSocket> attempt = new CompletableFuture<>();

	private final ObservationRegistry registry = ObservationRegistry.create();

	@BeforeEach
	void observe() {
		this.registry.observationConfig().observationHandler(new ObservationHandler<>() {

			@Override
			public void onStop(Observation.Context context) {
				ObservedConnectorTests.this.happened.add("observed");
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return true;
			}

		});
	}

	@Test
	void attemptEndsThenItIsObservedBeforeItIsTold() {
		CompletableFuture<?> told = connect().whenComplete((socket, failure) -> this.happened.add("told"));
		this.attempt.completeExceptionally(new IllegalStateException("test"));
		assertThat(told).isCompletedExceptionally();
		assertThat(this.happened).containsExactly("observed", "told");
	}

	@Test
	void attemptIsCancelledThenTheConnectorKnows() {
		assertThat(connect().cancel(false)).isTrue();
		assertThat(this.attempt).isCancelled();
		assertThat(this.happened).containsExactly("observed");
	}

	private CompletableFuture<ClientWebSocket> connect() {
		return new ObservedConnector("feed", new GivenConnector(this.attempt), this.registry, null).connectAsync(SERVER,
				ClientWebSocketOptions.defaults());
	}

}
