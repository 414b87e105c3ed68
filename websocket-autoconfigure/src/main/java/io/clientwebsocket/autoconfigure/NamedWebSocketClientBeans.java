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

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

import org.springframework.beans.factory.ObjectProvider;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.WebSocketConnector;
import io.clientwebsocket.managed.FailureClassifier;
import io.clientwebsocket.managed.ReconnectingWebSocket;
import io.clientwebsocket.managed.ReconnectingWebSocketBuilder;

/**
 * What named clients take from other beans.
 *
 * @param classifiers decide whether to try again, asked in their order
 * @param customizers called in their order, after all else
 * @param events publishes what happens
 * @param threads run callbacks, unless the options of the client have an executor
 * @param decorators put something between a client and its connector
 * @param details stand in for the properties of where a client connects to
 * @param services stand in for them where no details do
 */
record NamedWebSocketClientBeans(ObjectProvider<FailureClassifier> classifiers,
		ObjectProvider<ReconnectingWebSocketCustomizer> customizers, ConnectionEventPublisher events,
		ObjectProvider<CallbackThreads> threads, ObjectProvider<ConnectorDecorator> decorators,
		ObjectProvider<WebSocketClientConnectionDetails> details, ObjectProvider<ServiceConnections> services) {

	/**
	 * Where a client connects to.
	 * @param name name of the client
	 * @param properties what the properties say
	 * @return the details of the application, else those of a service, else those of the
	 * properties
	 */
	WebSocketClientConnectionDetails details(String name, ClientUris properties) {
		return this.details.orderedStream()
			.filter((details) -> details.getClientName().equals(name))
			.findFirst()
			.or(() -> this.services.stream().map((services) -> services.get(name)).filter(Objects::nonNull).findFirst())
			.orElseGet(() -> new PropertiesWebSocketClientConnectionDetails(name, properties));
	}

	WebSocketConnector decorate(String name, WebSocketConnector connector) {
		WebSocketConnector decorated = connector;
		for (ConnectorDecorator decorator : this.decorators) {
			decorated = decorator.decorate(name, decorated);
		}
		return decorated;
	}

	/**
	 * Give a builder what other beans have for it, and build the client.
	 * @param name name of the client
	 * @param builder the builder, with everything set that the properties say
	 * @param options the options of the client
	 * @param build builds the client when all is set
	 * @return the client
	 */
	ReconnectingWebSocket build(String name, ReconnectingWebSocketBuilder builder, ClientWebSocketOptions options,
			Function<ReconnectingWebSocketBuilder, ReconnectingWebSocket> build) {
		Executor executor = options.executor();
		if (executor != null) {
			builder.executor(executor);
		}
		else {
			this.threads.ifAvailable((threads) -> builder.executor(threads::execute));
		}
		this.classifiers.orderedStream().reduce(FailureClassifier::orElse).ifPresent(builder::classifier);
		CompletableFuture<ReconnectingWebSocket> built = new CompletableFuture<>();
		builder.onEvent((event) -> this.events.publish(built.join(), event));
		this.customizers.orderedStream().forEach((customizer) -> customizer.customize(name, builder));
		ReconnectingWebSocket client = build.apply(builder);
		built.complete(client);
		return client;
	}

}
