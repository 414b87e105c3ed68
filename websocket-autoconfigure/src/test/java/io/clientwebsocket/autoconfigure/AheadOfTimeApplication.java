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

import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.aot.AotDetector;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.web.socket.client.WebSocketClient;

import io.clientwebsocket.WebSocketConnector;
import io.clientwebsocket.managed.ReconnectingWebSocket;

/**
 * An application with all auto-configurations of its class path that tells what is in its
 * context, for {@link WebSocketAheadOfTimeTests}.
 *
 * @param connector the connector
 * @param priceFeed the named client
 * @param client the client of Spring's interface
 * @param reactiveClient the client of Spring's reactive interface
 * @param endpoint the actuator endpoint
 * @param health health of the named clients
 * @param meters where the meters of the named client are
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public record AheadOfTimeApplication(WebSocketConnector connector, ReconnectingWebSocket priceFeed,
		WebSocketClient client, org.springframework.web.reactive.socket.client.WebSocketClient reactiveClient,
		WebSocketClientsEndpoint endpoint, Map<String, CompositeHealthContributor> health,
		MeterRegistry meters) implements ApplicationRunner {

	public static void main(String[] args) {
		SpringApplication.run(AheadOfTimeApplication.class, args).close();
	}

	@Override
	public void run(ApplicationArguments args) {
		tell("generated", AotDetector.useGeneratedArtifacts());
		tell("maxMessageSize", this.connector.options().maxMessageSize());
		tell("named client", this.priceFeed.name() + " " + this.priceFeed.state());
		tell("client", this.client.getClass().getSimpleName());
		tell("reactive client", this.reactiveClient.getClass().getSimpleName());
		tell("endpoint", this.endpoint.clients().clients().keySet());
		HealthIndicator health = (HealthIndicator) this.health.get("wsHealthContributor").getContributor("price-feed");
		tell("health", health.health().getStatus());
		tell("stopped", this.meters.get("websocket.client.state").tag("state", "stopped").gauge().value());
	}

	private static void tell(String what, Object value) {
		System.out.println(what + ": " + value);
	}

}
