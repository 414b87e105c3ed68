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

import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;

/**
 * A container is said to be the server of a named client, but cannot be.
 */
class InvalidServiceConnectionException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String remedy;

	private final transient @Nullable Origin origin;

	/**
	 * Create a new exception.
	 * @param description what is wrong, as a sentence
	 * @param remedy what the user can do, in sentences
	 * @param origin where the container is declared
	 */
	InvalidServiceConnectionException(String description, String remedy, @Nullable Origin origin) {
		super(description);
		this.remedy = remedy;
		this.origin = origin;
	}

	String remedy() {
		return this.remedy;
	}

	@Nullable Origin origin() {
		return this.origin;
	}

}
