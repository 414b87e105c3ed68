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

import java.time.Clock;
import java.time.ZoneOffset;

import org.springframework.context.ApplicationEvent;
import org.springframework.core.ResolvableType;
import org.springframework.core.ResolvableTypeProvider;

import io.clientwebsocket.managed.ConnectionEvent;
import io.clientwebsocket.managed.ReconnectingWebSocket;

/**
 * What happens to a named client, as an event of the application:
 *
 * <pre class="code">
 * &#64;EventListener
 * void lost(WebSocketConnectionEvent&lt;ConnectionEvent.Disconnected&gt; event) {
 * }
 * </pre>
 * <p>
 * The events of one client come one after the other, on a thread for callbacks and never
 * on one that the connection waits for. A listener that is slow delays the next events of
 * that client, and nothing else.
 *
 * @param <E> what happens
 * @since 0.1.0
 */
public class WebSocketConnectionEvent<E extends ConnectionEvent> extends ApplicationEvent
		implements ResolvableTypeProvider {

	private static final long serialVersionUID = 1L;

	private final transient E event;

	/**
	 * Create a new event.
	 * @param client the client that it happens to
	 * @param event what happens
	 */
	public WebSocketConnectionEvent(ReconnectingWebSocket client, E event) {
		super(client, Clock.fixed(event.at(), ZoneOffset.UTC));
		this.event = event;
	}

	/**
	 * The client that it happens to.
	 * @return the client
	 */
	public ReconnectingWebSocket client() {
		return (ReconnectingWebSocket) getSource();
	}

	/**
	 * What happens.
	 * @return the event
	 */
	public E event() {
		return this.event;
	}

	@Override
	public ResolvableType getResolvableType() {
		return ResolvableType.forClassWithGenerics(getClass(), ResolvableType.forClass(this.event.getClass()));
	}

	@Override
	public String toString() {
		return "WebSocketConnectionEvent[" + client().name() + ", " + this.event.getClass().getSimpleName() + "]";
	}

}
