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

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.managed.ReconnectingWebSocket;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the beans of named clients.
 */
class NamedWebSocketClientInjectionTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WebSocketClientAutoConfiguration.class))
		.withPropertyValues("ws.startup=manual");

	private final ApplicationContextRunner one = this.runner
		.withPropertyValues("ws.clients.feed.uri=wss://example.org/feed");

	private final ApplicationContextRunner several = this.one.withPropertyValues(
			"ws.clients.prices.uri=wss://example.org/prices", "ws.clients.price-list.uri=wss://example.org/list");

	@Test
	void eachClientIsABeanOfItsName() {
		this.several.run((context) -> assertThat(context.getBeansOfType(ReconnectingWebSocket.class))
			.containsOnlyKeys("feed", "prices", "price-list")
			.allSatisfy((name, client) -> assertThat(client.name()).isEqualTo(name)));
	}

	@Test
	void onlyClientIsInjectedByType() {
		this.one.withBean(ByType.class)
			.run((context) -> assertThat(context.getBean(ByType.class).client.name()).isEqualTo("feed"));
	}

	@Test
	void oneOfSeveralIsInjectedByQualifier() {
		this.several.withBean(ByQualifier.class)
			.run((context) -> assertThat(context.getBean(ByQualifier.class).client.name()).isEqualTo("price-list"));
	}

	@Test
	void oneOfSeveralIsInjectedByTheNameOfTheParameter() {
		this.several.withBean(ByParameterName.class)
			.run((context) -> assertThat(context.getBean(ByParameterName.class).prices.name()).isEqualTo("prices"));
	}

	@Test
	void clientWithADashInItsNameIsInjectedByTheCamelCaseNameOfTheParameter() {
		this.several.withBean(ByCamelCase.class).run((context) -> {
			assertThat(context.getBean(ByCamelCase.class).priceList.name()).isEqualTo("price-list");
			assertThat(context.getBean("priceList")).isSameAs(context.getBean("price-list"));
		});
	}

	@Test
	void camelCaseNameThatIsTakenStaysWithWhoHasIt() {
		this.several.withBean("priceList", String.class, () -> "mine")
			.run((context) -> assertThat(context.getBean("priceList")).isEqualTo("mine"));
	}

	@Test
	void optionsOfAClientAreInjectedByQualifier() {
		this.several.withPropertyValues("ws.clients.prices.close-timeout=1s")
			.withBean(OptionsByQualifier.class)
			.run((context) -> assertThat(context.getBean(OptionsByQualifier.class).options.closeTimeout())
				.hasSeconds(1));
	}

	@Test
	void optionsOfClientsDoNotStandInForTheDefaultOptions() {
		this.several.withPropertyValues("ws.close-timeout=2s", "ws.clients.prices.close-timeout=1s")
			.withBean(Options.class)
			.run((context) -> {
				assertThat(context.getBean(Options.class).prices.closeTimeout()).hasSeconds(2);
				assertThat(context.getBean(ClientWebSocketOptions.class).closeTimeout()).hasSeconds(2);
				assertThat(context.getBeanProvider(ClientWebSocketOptions.class).getIfUnique()).isNotNull();
			});
	}

	@Test
	void allAreInjectedAsAMap() {
		this.several.withBean(AsMap.class)
			.run((context) -> assertThat(context.getBean(AsMap.class).clients).containsOnlyKeys("feed", "prices",
					"price-list"));
	}

	@Test
	void oneOfSeveralIsNotInjectedByTypeAlone() {
		this.several.withBean(ByType.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(NoUniqueBeanDefinitionException.class)
				.hasMessageContaining("feed")
				.hasMessageContaining("prices"));
	}

	record ByType(ReconnectingWebSocket client) {

	}

	record ByQualifier(@Qualifier("price-list") ReconnectingWebSocket client) {

	}

	record ByParameterName(ReconnectingWebSocket prices) {

	}

	record ByCamelCase(ReconnectingWebSocket priceList) {

	}

	record OptionsByQualifier(@Qualifier("prices") ClientWebSocketOptions options) {

	}

	record Options(ClientWebSocketOptions prices) {

	}

	record AsMap(Map<String, ReconnectingWebSocket> clients) {

	}

}
