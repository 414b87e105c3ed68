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

package io.clientwebsocket.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One comparison: what the clients do, with messages of which size.
 */
enum Scenario {

	RECEIVE_64("Receive flood, 64 B", Kind.RECEIVE, 64),

	SEND_64("Send flood, 64 B", Kind.SEND, 64),

	ROUND_TRIP_64("Round trip, 64 B, one at a time, asynchronous", Kind.ROUND_TRIP_ASYNC, 64),

	ROUND_TRIP_BLOCKING_64("Round trip, 64 B, one at a time, blocking", Kind.ROUND_TRIP_BLOCKING, 64);

	private final String title;

	private final Kind kind;

	private final int size;

	Scenario(String title, Kind kind, int size) {
		this.title = title;
		this.kind = kind;
		this.size = size;
	}

	static Scenario of(String id) {
		return Arrays.stream(values())
			.filter((scenario) -> scenario.id().equals(id))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("expected one of the scenarios "
					+ Arrays.stream(values()).map(Scenario::id).collect(Collectors.joining(", ")) + ", but was " + id));
	}

	String id() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	String title() {
		return this.title;
	}

	Kind kind() {
		return this.kind;
	}

	int size() {
		return this.size;
	}

	List<Contender> contenders() {
		return Arrays.stream(Contender.values()).filter((contender) -> contender.kind() == this.kind).toList();
	}

}
