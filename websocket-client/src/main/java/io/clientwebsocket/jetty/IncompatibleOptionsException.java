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

package io.clientwebsocket.jetty;

import java.util.List;

/**
 * Options were set that belong to the HTTP client, beside an HTTP client that somebody
 * else owns.
 *
 * @since 0.1.0
 */
public class IncompatibleOptionsException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	private final transient List<String> options;

	IncompatibleOptionsException(List<String> options, String wayOut) {
		super("Options " + options + " belong to the HTTP client; " + wayOut);
		this.options = List.copyOf(options);
	}

	/**
	 * All options that are in conflict, by their names in
	 * {@link io.clientwebsocket.ClientWebSocketOptions}.
	 * @return the names
	 */
	public List<String> options() {
		return this.options;
	}

}
