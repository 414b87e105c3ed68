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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import javax.net.ssl.SSLContext;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.managed.ConnectionState;
import io.clientwebsocket.managed.ReconnectingWebSocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

/**
 * Tests for {@link ReconnectOnSslReload}.
 */
class ReconnectOnSslReloadTests {

	private final WebSocketProperties properties = new WebSocketProperties();

	private final DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();

	private final DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry("test", SslBundle.systemDefault());

	private final List<Duration> jitters = new ArrayList<>();

	private final List<Runnable> tasks = new ArrayList<>();

	private BundleSslContexts contexts;

	@BeforeEach
	void prepare() {
		this.beanFactory.registerSingleton("bundles", this.bundles);
		this.properties.getSsl().setBundle("test");
		this.properties.getSsl().setReconnectOnReload(true);
		this.contexts = new BundleSslContexts(this.beanFactory.getBeanProvider(SslBundles.class));
		assertThat(this.contexts.get(new SslSource("test", false))).isNotNull();
		assertThat(new ReconnectOnSslReload(this.properties, this.beanFactory, this.contexts, (jitter) -> {
			this.jitters.add(jitter);
			return this.tasks::add;
		})).isNotNull();
	}

	@Test
	void connectionIsOpenThenItIsReplacedAtItsTime() {
		ReconnectingWebSocket feed = client("feed", ConnectionState.OPEN);
		reload();
		verify(feed, never()).reconnectGracefully();
		assertThat(this.jitters).containsExactly(Duration.ofSeconds(10));
		this.tasks.forEach(Runnable::run);
		verify(feed, times(1)).reconnectGracefully();
	}

	@Test
	void jitterOfAClientOverridesThatOfTheDefaults() {
		client("feed", ConnectionState.OPEN);
		this.properties.getSsl().setReconnectJitter(Duration.ofSeconds(20));
		reload();
		this.properties.getClients().get("feed").getSsl().setReconnectJitter(Duration.ofSeconds(30));
		reload();
		assertThat(this.jitters).containsExactly(Duration.ofSeconds(20), Duration.ofSeconds(30));
	}

	@Test
	void connectionIsNotOpenThenTheNextAttemptHasTheNewMaterialAnyway() {
		ReconnectingWebSocket waiting = client("waiting", ConnectionState.BACKING_OFF);
		ReconnectingWebSocket stopped = client("stopped", ConnectionState.STOPPED);
		reload();
		this.tasks.forEach(Runnable::run);
		verify(waiting, never()).reconnectGracefully();
		verify(stopped, never()).reconnectGracefully();
	}

	@Test
	void optionsOfAClientHaveAnotherBundleThanItsPropertiesThenTheyDecide() {
		client("feed", ConnectionState.OPEN);
		client("none", ConnectionState.OPEN);
		this.properties.getClients().get("feed").getSsl().setBundle("another");
		options("feed", this.contexts.get(new SslSource("test", false)));
		options("none", null);
		reload();
		assertThat(this.tasks).hasSize(1);
	}

	private void options(String client, SSLContext sslContext) {
		this.beanFactory.registerSingleton(NamedWebSocketClientRegistrar.optionsName(client),
				ClientWebSocketOptions.builder().sslContext(sslContext).build());
	}

	@Test
	void clientHasAnotherBundleOrSaysNoOrIsNoBeanThenNothingHappens() {
		ReconnectingWebSocket other = client("other", ConnectionState.OPEN);
		this.properties.getClients().get("other").getSsl().setBundle("another");
		ReconnectingWebSocket not = client("not", ConnectionState.OPEN);
		this.properties.getClients().get("not").getSsl().setReconnectOnReload(false);
		this.properties.getClients().put("missing", new WebSocketProperties.Client());
		reload();
		assertThat(this.tasks).hasSize(1);
		this.tasks.forEach(Runnable::run);
		verify(other, never()).reconnectGracefully();
		verify(not, never()).reconnectGracefully();
	}

	private void reload() {
		this.bundles.updateBundle("test", SslBundle.systemDefault());
	}

	private ReconnectingWebSocket client(String name, ConnectionState state) {
		ReconnectingWebSocket client = mock(ReconnectingWebSocket.class);
		given(client.state()).willReturn(state);
		given(client.reconnectGracefully())
			.willReturn(CompletableFuture.failedFuture(new IllegalStateException("test")));
		this.beanFactory.registerSingleton(name, client);
		this.properties.getClients().put(name, new WebSocketProperties.Client());
		return client;
	}

}
