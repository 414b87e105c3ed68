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

package io.clientwebsocket.spring.interop;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.graphql.execution.DefaultExecutionGraphQlService;
import org.springframework.graphql.execution.GraphQlSource;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.server.webmvc.GraphQlWebSocketHandler;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import reactor.core.publisher.Flux;

/**
 * Spring GraphQL over WebSockets, with a subscription to some numbers.
 */
@Configuration(proxyBeanMethods = false)
class TicksConfiguration {

	private static final String SCHEMA = """
			type Query { answer: Int }
			type Subscription { ticks(count: Int!): Int }
			""";

	@Bean
	SimpleUrlHandlerMapping graphQlMapping() {
		GraphQlWebSocketHandler handler = new GraphQlWebSocketHandler(graphQl(), new JacksonJsonHttpMessageConverter(),
				Duration.ofSeconds(10));
		return new SimpleUrlHandlerMapping(
				Map.of("/graphql", handler.initWebSocketHttpRequestHandler(EchoConfiguration.standard())), -2);
	}

	private static WebGraphQlHandler graphQl() {
		GraphQlSource source = GraphQlSource.schemaResourceBuilder()
			.schemaResources(new ByteArrayResource(SCHEMA.getBytes(StandardCharsets.UTF_8)))
			.configureRuntimeWiring(
					(wiring) -> wiring.type("Query", (query) -> query.dataFetcher("answer", (environment) -> 42))
						.type("Subscription",
								(subscription) -> subscription.dataFetcher("ticks",
										(environment) -> Flux.range(1, environment.<Integer>getArgument("count")))))
			.build();
		return WebGraphQlHandler.builder(new DefaultExecutionGraphQlService(source)).build();
	}

}
