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

import java.net.URI;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import io.clientwebsocket.managed.DisconnectCause;

/**
 * What is known of an open connection that is observed, from when it is ready to its end.
 *
 * @since 0.1.0
 */
public class WebSocketSessionObservationContext extends Observation.Context {

	private final String client;

	private final @Nullable URI uri;

	private volatile @Nullable DisconnectCause cause;

	/**
	 * Create a new context.
	 * @param client name of the client
	 * @param uri where to, {@code null} if it ended before that was seen
	 */
	public WebSocketSessionObservationContext(String client, @Nullable URI uri) {
		this.client = client;
		this.uri = uri;
	}

	/**
	 * The client.
	 * @return name of the client
	 */
	public String client() {
		return this.client;
	}

	/**
	 * Where to, with all that may be private in it.
	 * @return the URI, {@code null} if it is not known
	 */
	public @Nullable URI uri() {
		return this.uri;
	}

	/**
	 * Why it ended.
	 * @return the cause, {@code null} if it has not ended, or another connection took
	 * over without a gap
	 */
	public @Nullable DisconnectCause cause() {
		return this.cause;
	}

	void setCause(@Nullable DisconnectCause cause) {
		this.cause = cause;
	}

}
