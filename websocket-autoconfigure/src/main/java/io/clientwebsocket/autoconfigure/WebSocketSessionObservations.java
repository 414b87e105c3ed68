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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;

import io.clientwebsocket.managed.ConnectionEvent;
import io.clientwebsocket.managed.ConnectionState;
import io.clientwebsocket.managed.DisconnectCause;

/**
 * Observes the open connection of each client. The events of one client come one after
 * the other.
 */
final class WebSocketSessionObservations implements DisposableBean {

	private static final WebSocketSessionObservationConvention DEFAULTS = new DefaultWebSocketSessionObservationConvention();

	private final ObservationRegistry registry;

	private final @Nullable WebSocketSessionObservationConvention convention;

	private final Map<String, Session> sessions = new ConcurrentHashMap<>();

	WebSocketSessionObservations(ObservationRegistry registry,
			@Nullable WebSocketSessionObservationConvention convention) {
		this.registry = registry;
		this.convention = convention;
	}

	@EventListener
	void observe(WebSocketConnectionEvent<?> event) {
		String client = event.client().name();
		if (event.event() instanceof ConnectionEvent.StateChanged changed
				&& changed.status().state() == ConnectionState.OPEN) {
			begin(client, event.client().uri());
		}
		else if (event.event() instanceof ConnectionEvent.Replaced replaced) {
			end(client, null);
			begin(client, replaced.uri());
		}
		else if (event.event() instanceof ConnectionEvent.Disconnected disconnected) {
			end(client, disconnected.cause());
		}
	}

	private void begin(String client, @Nullable URI uri) {
		WebSocketSessionObservationContext context = new WebSocketSessionObservationContext(client, uri);
		Observation observation = Observation.createNotStarted(this.convention, DEFAULTS, () -> context, this.registry)
			.start();
		this.sessions.put(client, new Session(context, observation));
	}

	private void end(String client, @Nullable DisconnectCause cause) {
		Session session = this.sessions.remove(client);
		if (session != null) {
			session.end(cause);
		}
	}

	/** No event comes any more. */
	@Override
	public void destroy() {
		this.sessions.keySet().forEach((client) -> end(client, null));
	}

	private record Session(WebSocketSessionObservationContext context, Observation observation) {

		void end(@Nullable DisconnectCause cause) {
			this.context.setCause(cause);
			this.observation.stop();
		}

	}

}
