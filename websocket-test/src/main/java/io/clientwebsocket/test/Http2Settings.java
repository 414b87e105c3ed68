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

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a {@link ScriptedServer} says in the first SETTINGS frame of each HTTP/2
 * connection (RFC 9113, 6.5; RFC 8441, 3).
 *
 * @param values the values by their identifiers
 * @param sent whether the frame is sent at all
 * @since 0.1.0
 */
public record Http2Settings(Map<Integer, Integer> values, boolean sent) {

	/** {@code SETTINGS_MAX_CONCURRENT_STREAMS}. */
	public static final int MAX_CONCURRENT_STREAMS = 3;

	/** {@code SETTINGS_INITIAL_WINDOW_SIZE}. */
	public static final int INITIAL_WINDOW_SIZE = 4;

	/** {@code SETTINGS_ENABLE_CONNECT_PROTOCOL}. */
	public static final int ENABLE_CONNECT_PROTOCOL = 8;

	public Http2Settings {
		values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
	}

	/**
	 * Settings of a server that takes WebSockets, any number of them.
	 * @return the settings
	 */
	public static Http2Settings webSockets() {
		return new Http2Settings(Map.of(ENABLE_CONNECT_PROTOCOL, 1), true);
	}

	/**
	 * No SETTINGS frame, and no acknowledgement of the client's: the server is silent
	 * unless a step says something.
	 * @return the settings
	 */
	public static Http2Settings none() {
		return new Http2Settings(Map.of(), false);
	}

	/**
	 * Add a setting.
	 * @param id the identifier
	 * @param value the value
	 * @return changed settings
	 */
	public Http2Settings with(int id, int value) {
		Map<Integer, Integer> changed = new LinkedHashMap<>(this.values);
		changed.put(id, value);
		return new Http2Settings(changed, this.sent);
	}

	/**
	 * Leave a setting out.
	 * @param id the identifier
	 * @return changed settings
	 */
	public Http2Settings without(int id) {
		Map<Integer, Integer> changed = new LinkedHashMap<>(this.values);
		changed.remove(id);
		return new Http2Settings(changed, this.sent);
	}

	int initialWindow() {
		return this.values.getOrDefault(INITIAL_WINDOW_SIZE, 65_535);
	}

}
