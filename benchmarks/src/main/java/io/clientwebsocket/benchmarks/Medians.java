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

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Medians over the rounds.
 */
final class Medians {

	private Medians() {
	}

	static <T> double of(List<T> rounds, ToDoubleFunction<T> value) {
		double[] sorted = sorted(rounds, value);
		int middle = sorted.length / 2;
		return (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}

	static <T> double[] sorted(List<T> rounds, ToDoubleFunction<T> value) {
		return rounds.stream().mapToDouble(value).sorted().toArray();
	}

}
