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

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A key of the application for a map of ours. It is asked for its hash code once, before
 * it gets into the map; one whose {@code equals} throws is equal to none.
 */
final class SafeKey {

	private static final Logger logger = LoggerFactory.getLogger(SafeKey.class);

	private final Object value;

	private final int hash;

	/**
	 * Create a new key.
	 * @param value what the application calls a key; its {@code hashCode} may throw
	 */
	SafeKey(Object value) {
		this.value = value;
		this.hash = value.hashCode();
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other || (other instanceof SafeKey key && this.hash == key.hash && isEqual(key.value));
	}

	private boolean isEqual(Object other) {
		try {
			return this.value.equals(other);
		}
		catch (RuntimeException | Error ex) {
			logger.warn("The 'equals' of a key threw; it is taken as unequal", ex);
			return false;
		}
	}

	@Override
	public int hashCode() {
		return this.hash;
	}

	@Override
	public String toString() {
		return "SafeKey[" + this.hash + "]";
	}

}
