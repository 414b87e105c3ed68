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

import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Keys are set that there are not.
 */
class UnknownKeysException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient Map<String, @Nullable String> keys;

	/**
	 * Create a new exception.
	 * @param keys the keys in full, with the one that was probably meant, or {@code null}
	 */
	UnknownKeysException(Map<String, @Nullable String> keys) {
		super("Unknown properties: " + keys.keySet());
		this.keys = new TreeMap<>(keys);
	}

	Map<String, @Nullable String> keys() {
		return this.keys;
	}

}
