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
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

import io.clientwebsocket.HandshakeResponse;
import io.clientwebsocket.HttpVersion;
import io.clientwebsocket.managed.ConnectionCounters;
import io.clientwebsocket.managed.ConnectionState;
import io.clientwebsocket.managed.ConnectionStatus;
import io.clientwebsocket.managed.DisconnectCause;
import io.clientwebsocket.managed.ReconnectingWebSocket;

/**
 * {@link Endpoint} of named clients: how they are, and what an operator may ask of them.
 * Shows no header, no message, and no URI with its user information or query.
 *
 * @since 0.1.0
 */
@Endpoint(id = "websocketclients")
public class WebSocketClientsEndpoint {

	private final Map<String, ReconnectingWebSocket> clients;

	/**
	 * Create the endpoint.
	 * @param clients the clients by their names
	 */
	public WebSocketClientsEndpoint(Map<String, ReconnectingWebSocket> clients) {
		this.clients = new TreeMap<>(clients);
	}

	/**
	 * All clients.
	 * @return how they are
	 */
	@ReadOperation
	public ClientsDescriptor clients() {
		Map<String, ClientDescriptor> descriptors = new TreeMap<>();
		this.clients.forEach((name, client) -> descriptors.put(name, ClientDescriptor.of(client)));
		return new ClientsDescriptor(descriptors);
	}

	/**
	 * One client.
	 * @param name its name
	 * @return how it is, {@code null} if there is none of that name
	 */
	@ReadOperation
	public @Nullable ClientDescriptor client(@Selector String name) {
		ReconnectingWebSocket client = this.clients.get(name);
		return (client != null) ? ClientDescriptor.of(client) : null;
	}

	/**
	 * Ask something of a client. It is done after the answer.
	 * @param name its name
	 * @param action what to do
	 * @return how the client is, {@code null} if there is none of that name
	 */
	@WriteOperation
	public @Nullable ClientDescriptor act(@Selector String name, Action action) {
		ReconnectingWebSocket client = this.clients.get(name);
		if (client == null) {
			return null;
		}
		switch (action) {
			case RECONNECT -> client.reconnectNow();
			case PAUSE -> client.pause();
			case RESUME -> client.resume();
		}
		return ClientDescriptor.of(client);
	}

	/**
	 * What an operator may ask of a client.
	 */
	public enum Action {

		/**
		 * Connect at once: instead of waiting, anew if it is open, again if it has
		 * failed.
		 */
		RECONNECT,

		/**
		 * Close the connection until it is resumed.
		 */
		PAUSE,

		/**
		 * Undo a pause.
		 */
		RESUME

	}

	/**
	 * All clients.
	 *
	 * @param clients how they are, by name
	 */
	public record ClientsDescriptor(Map<String, ClientDescriptor> clients) {

	}

	/**
	 * How a client is.
	 *
	 * @param state its state
	 * @param paused whether it is stopped by a pause
	 * @param since since when
	 * @param disconnectedSince since when there is no connection although there should be
	 * one, {@code null} if that is not so
	 * @param attempt number of the current or last attempt
	 * @param nextAttempt when the next attempt begins, {@code null} if none waits
	 * @param lastCause why the last attempt failed or the last connection ended, without
	 * the words of the peer, {@code null} if none did
	 * @param connection the open connection, {@code null} if there is none
	 * @param counters what has happened so far
	 */
	public record ClientDescriptor(ConnectionState state, boolean paused, Instant since,
			@Nullable Instant disconnectedSince, int attempt, @Nullable Instant nextAttempt, @Nullable String lastCause,
			@Nullable ConnectionDescriptor connection, ConnectionCounters counters) {

		static ClientDescriptor of(ReconnectingWebSocket client) {
			ConnectionStatus status = client.status();
			DisconnectCause cause = status.lastCause();
			return new ClientDescriptor(status.state(), status.paused(), status.since(), status.disconnectedSince(),
					status.attempt(), status.nextAttempt(), (cause != null) ? cause.summary() : null,
					ConnectionDescriptor.of(client), client.counters());
		}

	}

	/**
	 * An open connection.
	 *
	 * @param uri where it goes to, without user information, query and fragment
	 * @param httpVersion version of the opening handshake, {@code null} if there was none
	 * @param lastRoundTrip round trip of the last PING that was answered, {@code null} if
	 * there is none
	 */
	public record ConnectionDescriptor(String uri, @Nullable HttpVersion httpVersion,
			@Nullable Duration lastRoundTrip) {

		static @Nullable ConnectionDescriptor of(ReconnectingWebSocket client) {
			URI uri = client.uri();
			HandshakeResponse handshake = client.handshake();
			return (uri != null)
					? new ConnectionDescriptor(ClientUris.show(uri),
							(handshake != null) ? handshake.httpVersion() : null, client.lastRoundTrip().orElse(null))
					: null;
		}

	}

}
