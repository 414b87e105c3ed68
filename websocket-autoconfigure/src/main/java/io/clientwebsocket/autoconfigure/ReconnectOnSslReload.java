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

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.managed.ConnectionState;
import io.clientwebsocket.managed.ReconnectingWebSocket;

/**
 * Replaces the open connections of named clients when their SSL bundle is reloaded, if
 * the properties say so: each at another time, and the old one ends when the new one is
 * open.
 */
final class ReconnectOnSslReload {

	private static final Logger logger = LoggerFactory.getLogger(ReconnectOnSslReload.class);

	private static final Duration JITTER = Duration.ofSeconds(10);

	private final WebSocketProperties properties;

	private final ConfigurableListableBeanFactory beanFactory;

	private final Function<Duration, Executor> later;

	ReconnectOnSslReload(WebSocketProperties properties, ConfigurableListableBeanFactory beanFactory,
			BundleSslContexts sslContexts) {
		this(properties, beanFactory, sslContexts, ReconnectOnSslReload::within);
	}

	/**
	 * Create what replaces connections.
	 * @param properties tell which, and within what time
	 * @param beanFactory knows the connections by the names of the clients
	 * @param sslContexts tell when a bundle is reloaded
	 * @param later what runs a task at some time within a given one
	 */
	ReconnectOnSslReload(WebSocketProperties properties, ConfigurableListableBeanFactory beanFactory,
			BundleSslContexts sslContexts, Function<Duration, Executor> later) {
		this.properties = properties;
		this.beanFactory = beanFactory;
		this.later = later;
		sslContexts.onReload(this::reloaded);
	}

	private static Executor within(Duration time) {
		long millis = ThreadLocalRandom.current().nextLong(time.toMillis() + 1);
		return CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS);
	}

	private void reloaded(String bundle) {
		WebSocketSslProperties defaults = this.properties.getSsl();
		this.properties.getClients().forEach((name, client) -> {
			WebSocketSslProperties ssl = client.getSsl();
			Boolean reconnect = (ssl.getReconnectOnReload() != null) ? ssl.getReconnectOnReload()
					: defaults.getReconnectOnReload();
			if (bundle.equals(bundleOf(name, ssl)) && Boolean.TRUE.equals(reconnect)) {
				Duration jitter = (ssl.getReconnectJitter() != null) ? ssl.getReconnectJitter()
						: Objects.requireNonNullElse(defaults.getReconnectJitter(), JITTER);
				this.later.apply(jitter).execute(() -> reconnect(name));
			}
		});
	}

	/**
	 * The bundle of a client: that of its options, which beans may have changed; of a
	 * client of the application's own making only the properties are known.
	 */
	private @Nullable String bundleOf(String client, WebSocketSslProperties ssl) {
		Object options = this.beanFactory.getSingleton(NamedWebSocketClientRegistrar.optionsName(client));
		if (options instanceof ClientWebSocketOptions known) {
			return (known.sslContext() instanceof BundleSslContext context) ? context.source().bundle() : null;
		}
		return (ssl.getBundle() != null) ? ssl.getBundle() : this.properties.getSsl().getBundle();
	}

	@SuppressWarnings("FutureReturnValueIgnored") // what goes wrong is logged
	private void reconnect(String name) {
		// only one that was made, and not while everything ends
		if (this.beanFactory.getSingleton(name) instanceof ReconnectingWebSocket client
				&& client.state() == ConnectionState.OPEN) {
			client.reconnectGracefully().whenComplete((done, failure) -> {
				if (failure != null) {
					logger.warn("WebSocket client '{}' keeps the connection that it had before its SSL bundle was"
							+ " reloaded: {}", name, failure.toString());
				}
			});
		}
	}

}
