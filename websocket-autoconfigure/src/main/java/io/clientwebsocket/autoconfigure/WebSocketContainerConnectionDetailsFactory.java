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
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.Ssl;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;
import org.springframework.util.Assert;
import org.testcontainers.containers.Container;

/**
 * Makes {@link ServiceConnections} of containers that are annotated with
 * {@code @ServiceConnection(name = "<client>", type = WebSocketClientConnectionDetails.class)}.
 * The type tells that a container is meant for us: any image can be a WebSocket server,
 * and whether it is accepted must be known before the names of clients are.
 * <p>
 * Spring Boot registers the first bean of a type only. So the one that is made for the
 * first container knows those that the factory is given after it.
 */
final class WebSocketContainerConnectionDetailsFactory
		extends ContainerConnectionDetailsFactory<Container<?>, ServiceConnections> {

	/** Belongs to the thread that makes the context, as each bean does. */
	private final Set<ContainerConnectionSource<Container<?>>> sources = new LinkedHashSet<>();

	@Override
	protected boolean sourceAccepts(ContainerConnectionSource<Container<?>> source, Class<?> containerType,
			Class<?> detailsType) {
		// without a type, any is accepted
		return source.accepts(ANY_CONNECTION_NAME, containerType, WebSocketClientConnectionDetails.class)
				&& !source.accepts(ANY_CONNECTION_NAME, containerType, ConnectionDetails.class);
	}

	@Override
	protected ServiceConnections getContainerConnectionDetails(ContainerConnectionSource<Container<?>> source) {
		this.sources.add(source);
		return new ContainerServiceConnections(this.sources);
	}

	/**
	 * {@link ServiceConnections} to containers.
	 */
	private static final class ContainerServiceConnections
			implements ServiceConnections, BeanFactoryAware, EnvironmentAware, InitializingBean {

		private final Set<ContainerConnectionSource<Container<?>>> sources;

		private final Map<String, WebSocketClientConnectionDetails> details = new HashMap<>();

		private @Nullable ListableBeanFactory beanFactory;

		private @Nullable Environment environment;

		ContainerServiceConnections(Set<ContainerConnectionSource<Container<?>>> sources) {
			this.sources = sources;
		}

		@Override
		public void setBeanFactory(BeanFactory beanFactory) {
			this.beanFactory = (ListableBeanFactory) beanFactory;
		}

		@Override
		public void setEnvironment(Environment environment) {
			this.environment = environment;
		}

		@Override
		public void afterPropertiesSet() throws Exception {
			Environment environment = this.environment;
			ListableBeanFactory beanFactory = this.beanFactory;
			Assert.state(environment != null && beanFactory != null, "Expected to be a bean");
			SortedSet<String> clients = NamedWebSocketClientRegistrar.clientNames(environment);
			for (ContainerConnectionSource<Container<?>> source : this.sources) {
				String client = client(source, clients);
				ContainerDetails details = new ContainerDetails(source, client, uris(client, environment));
				details.afterPropertiesSet();
				this.details.putIfAbsent(client, details);
			}
			requireNoOthers(beanFactory);
		}

		/**
		 * Beside fields of a test, Spring Boot leaves out the containers that are beans:
		 * their clients would connect to the servers of their properties.
		 */
		private void requireNoOthers(ListableBeanFactory beanFactory) {
			for (String bean : beanFactory.getBeanNamesForType(Container.class, true, false)) {
				for (ServiceConnection connection : beanFactory.findAllAnnotationsOnBean(bean, ServiceConnection.class,
						false)) {
					if (List.of(connection.type()).contains(WebSocketClientConnectionDetails.class)
							&& !this.details.containsKey(connection.name().toLowerCase(Locale.ROOT))) {
						throw leftOut(bean);
					}
				}
			}
		}

		private InvalidServiceConnectionException leftOut(String bean) {
			return new InvalidServiceConnectionException(
					"The container '" + bean + "' of a WebSocket client is a bean, which Spring Boot leaves out,"
							+ " because another one is a field of the test.",
					"Make both of them beans, or both fields of the test.", this.sources.iterator().next().getOrigin());
		}

		private static String client(ContainerConnectionSource<?> source, SortedSet<String> clients) {
			for (String client : clients) {
				if (source.accepts(client, Container.class, WebSocketClientConnectionDetails.class)) {
					return client;
				}
			}
			throw new InvalidServiceConnectionException(
					"A @ServiceConnection of type WebSocketClientConnectionDetails must have the name of a WebSocket"
							+ " client. "
							+ (clients.isEmpty() ? "None is configured."
									: "Configured are: " + String.join(", ", clients) + "."),
					"Correct the 'name' of the annotation, or add a property below 'ws.clients.<name>': without one,"
							+ " there is no client of that name.",
					source.getOrigin());
		}

		private static ClientUris uris(String client, Environment environment) {
			PropertyPath path = PropertyPath.client(client);
			return new ClientUris(Binder.get(environment).bindOrCreate(path.prefix(), WebSocketProperties.Client.class),
					path);
		}

		@Override
		public @Nullable WebSocketClientConnectionDetails get(String client) {
			return this.details.get(client);
		}

	}

	/**
	 * {@link WebSocketClientConnectionDetails} of a container: its address, and the
	 * target that the properties of the client say.
	 */
	private static final class ContainerDetails extends ContainerConnectionDetails<Container<?>>
			implements WebSocketClientConnectionDetails {

		private final String client;

		private final ClientUris properties;

		ContainerDetails(ContainerConnectionSource<Container<?>> source, String client, ClientUris properties) {
			super(source);
			this.client = client;
			this.properties = properties;
		}

		@Override
		public String getClientName() {
			return this.client;
		}

		@Override
		public List<URI> getUris() {
			Container<?> container = getContainer();
			if (container.getExposedPorts().isEmpty()) {
				throw new InvalidServiceConnectionException(
						"The container of the WebSocket client '" + this.client + "' must expose a port.",
						"Let the container expose the port of its server, for example by withExposedPorts(8080).",
						getOrigin());
			}
			boolean secure = getSslBundle() != null || hasAnnotation(Ssl.class);
			return List.of(URI.create((secure ? "wss://" : "ws://") + container.getHost() + ":"
					+ container.getFirstMappedPort() + target()));
		}

		private String target() {
			URI uri = this.properties.first();
			if (uri == null) {
				return "/";
			}
			return uri.getRawPath() + ((uri.getRawQuery() != null) ? "?" + uri.getRawQuery() : "");
		}

		@Override
		public @Nullable SslBundle getSslBundle() {
			return super.getSslBundle();
		}

	}

}
