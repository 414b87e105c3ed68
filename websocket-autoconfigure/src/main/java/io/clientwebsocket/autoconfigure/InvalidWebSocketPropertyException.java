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

/**
 * A property has a value that cannot be used, or lacks one.
 */
class InvalidWebSocketPropertyException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String property;

	private final @Nullable String value;

	private final String requirement;

	private final String remedy;

	/**
	 * Create a new exception.
	 * @param property name of the property, in full
	 * @param value what it was set to, {@code null} if it is missing or must not be shown
	 * @param requirement what must hold, to be read after "must be"
	 * @param remedy what the user can do, in sentences
	 * @param cause the cause, or {@code null}
	 */
	InvalidWebSocketPropertyException(String property, @Nullable String value, String requirement, String remedy,
			@Nullable Throwable cause) {
		super("Property '" + property + "' must be " + requirement
				+ ((value != null) ? ", but was '" + value + "'" : ""), cause);
		this.property = property;
		this.value = value;
		this.requirement = requirement;
		this.remedy = remedy;
	}

	String property() {
		return this.property;
	}

	@Nullable String value() {
		return this.value;
	}

	String requirement() {
		return this.requirement;
	}

	String remedy() {
		return this.remedy;
	}

}
