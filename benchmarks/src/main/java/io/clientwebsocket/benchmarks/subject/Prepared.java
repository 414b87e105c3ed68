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

package io.clientwebsocket.benchmarks.subject;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.benchmarks.message.Message;

/**
 * Converts messages into what a client takes, once for one that is sent again and again.
 *
 * @param <T> what the client takes
 */
final class Prepared<T> {

	private final Function<Message, T> conversion;

	/** Any thread; immutable, so that it does no harm to see an old one. */
	private @Nullable Conversion<T> last;

	Prepared(Function<Message, T> conversion) {
		this.conversion = conversion;
	}

	T of(Message message) {
		Conversion<T> current = this.last;
		if (current == null || current.message() != message) {
			current = new Conversion<>(message, this.conversion.apply(message));
			this.last = current;
		}
		return current.result();
	}

	/**
	 * A message and what it became.
	 */
	private record Conversion<T>(Message message, T result) {

	}

}
