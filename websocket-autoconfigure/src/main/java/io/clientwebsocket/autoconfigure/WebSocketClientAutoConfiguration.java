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

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;

import org.eclipse.jetty.client.HttpClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.WebSocketConnector;
import io.clientwebsocket.jetty.JettyWebSocketConnector;
import io.clientwebsocket.managed.FailureClassifier;
import io.clientwebsocket.managed.ReconnectingWebSocket;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of WebSocket clients.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { SslAutoConfiguration.class, TaskExecutionAutoConfiguration.class })
@ConditionalOnClass({ JettyWebSocketConnector.class, HttpClient.class })
@ConditionalOnBooleanProperty(name = "ws.enabled", matchIfMissing = true)
@EnableConfigurationProperties(WebSocketProperties.class)
@Import({ NamedWebSocketClientRegistrar.class, AddressFilterConfiguration.class, OAuth2Configuration.class,
		SanitizingConfiguration.class })
public final class WebSocketClientAutoConfiguration {

	static final String FACTORY_BEAN_NAME = "namedWebSocketClientFactory";

	@Bean
	static UnknownKeys webSocketUnknownKeys(ConfigurableEnvironment environment) {
		return new UnknownKeys(environment);
	}

	@Bean
	WebSocketPropertiesMapper webSocketPropertiesMapper(BundleSslContexts sslContexts,
			ObjectProvider<BearerTokens> bearerTokens,
			ObjectProvider<ClientWebSocketOptionsBuilderCustomizer> customizers) {
		return new WebSocketPropertiesMapper(sslContexts, bearerTokens, customizers);
	}

	@Bean
	BundleSslContexts webSocketBundleSslContexts(ObjectProvider<SslBundles> sslBundles) {
		return new BundleSslContexts(sslBundles);
	}

	@Bean
	WebSocketConnectors webSocketConnectors(WebSocketProperties properties, ObjectProvider<HttpClient> httpClients,
			ObjectProvider<HttpClientCustomizer> customizers, ObjectProvider<AddressFilter> addressFilters,
			ConfigurableListableBeanFactory beanFactory, BundleSslContexts sslContexts) {
		return new WebSocketConnectors(properties, httpClients, customizers, addressFilters, beanFactory, sslContexts);
	}

	@Bean
	ReconnectOnSslReload webSocketReconnectOnSslReload(WebSocketProperties properties,
			ConfigurableListableBeanFactory beanFactory, BundleSslContexts sslContexts,
			WebSocketConnectors connectors) {
		// the connectors are given so that they know of new material first
		return new ReconnectOnSslReload(properties, beanFactory, sslContexts);
	}

	@Bean
	@ConditionalOnMissingBean
	ClientWebSocketOptions clientWebSocketOptions(WebSocketProperties properties, WebSocketPropertiesMapper mapper) {
		return mapper.defaults(properties);
	}

	// no destroy method: closing waits, and the sockets have had their time by then
	@Bean(destroyMethod = "")
	@ConditionalOnMissingBean(WebSocketConnector.class)
	JettyWebSocketConnector webSocketConnector(ClientWebSocketOptions options, WebSocketConnectors connectors) {
		return connectors.create(options);
	}

	@Bean(FACTORY_BEAN_NAME)
	NamedWebSocketClientFactory namedWebSocketClientFactory(WebSocketProperties properties,
			WebSocketPropertiesMapper mapper, ObjectProvider<ClientWebSocketOptions> defaults,
			ObjectProvider<WebSocketConnector> connector, WebSocketConnectors connectors,
			NamedWebSocketClientBeans beans) {
		return new NamedWebSocketClientFactory(properties, mapper, defaults, connector, connectors, beans);
	}

	@Bean
	NamedWebSocketClientBeans namedWebSocketClientBeans(ObjectProvider<FailureClassifier> classifiers,
			ObjectProvider<ReconnectingWebSocketCustomizer> customizers, ConnectionEventPublisher events,
			ObjectProvider<CallbackThreads> threads, ObjectProvider<ConnectorDecorator> decorators,
			ObjectProvider<WebSocketClientConnectionDetails> details, ObjectProvider<ServiceConnections> services) {
		return new NamedWebSocketClientBeans(classifiers, customizers, events, threads, decorators, details, services);
	}

	@Bean
	@ConditionalOnBean(name = TaskExecutionAutoConfiguration.APPLICATION_TASK_EXECUTOR_BEAN_NAME)
	CallbackThreads webSocketCallbackThreads(
			@Qualifier(TaskExecutionAutoConfiguration.APPLICATION_TASK_EXECUTOR_BEAN_NAME) Executor executor) {
		return new CallbackThreads(executor);
	}

	@Bean
	ConnectionEventPublisher connectionEventPublisher(ApplicationEventPublisher publisher) {
		return new ConnectionEventPublisher(publisher);
	}

	@Bean
	WebSocketConnectorLifecycle webSocketConnectorLifecycle(ConfigurableListableBeanFactory beanFactory,
			NamedWebSocketClientFactory factory) {
		// fetched now, so that an HTTP client that they share is destroyed after them
		Collection<JettyWebSocketConnector> beans = beanFactory
			.getBeansOfType(JettyWebSocketConnector.class, false, true)
			.values();
		NamedWebSocketClients clients = new NamedWebSocketClients(
				beanFactory.getBeansOfType(ReconnectingWebSocket.class, false, true), factory::startup);
		return new WebSocketConnectorLifecycle(clients, () -> {
			List<JettyWebSocketConnector> connectors = new ArrayList<>(beans);
			connectors.addAll(factory.ownConnectors());
			return connectors;
		});
	}

}
