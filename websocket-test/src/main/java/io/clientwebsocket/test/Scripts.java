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

package io.clientwebsocket.test;

import java.util.List;
import java.util.Objects;

/**
 * Which script a connection gets.
 *
 * @param scripts the scripts, at least one
 * @param repeated whether the only script is for every connection
 */
record Scripts(List<ServerScript> scripts, boolean repeated) {

	static Scripts forAll(ServerScript script) {
		return new Scripts(List.of(Objects.requireNonNull(script, "'script' must not be null")), true);
	}

	static Scripts inOrder(List<ServerScript> scripts) {
		if (scripts.isEmpty()) {
			throw new IllegalArgumentException("'scripts' must not be empty");
		}
		return new Scripts(List.copyOf(scripts), false);
	}

	int count() {
		return this.scripts.size();
	}

	ServerScript get(int number) {
		if (this.repeated) {
			return this.scripts.get(0);
		}
		return (number <= count()) ? this.scripts.get(number - 1) : (connection) -> {
			throw new AssertionError("expected at most " + count() + " connections, but was number " + number);
		};
	}

}
