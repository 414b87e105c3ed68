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

package io.clientwebsocket.sample.feed;

import java.util.Map;

import org.springframework.beans.factory.BeanFactoryInitializer;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import tools.jackson.databind.json.JsonMapper;

/**
 * The embedded market feed.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("sample.feed.enabled")
class FeedConfiguration {

	@Bean
	FeedServer feedServer(FeedProperties properties, JsonMapper jsonMapper) {
		Market market = new Market(properties.symbols(), properties.seed());
		return new FeedServer(properties.port(), new FeedPublisher(market, properties.rate(), jsonMapper));
	}

	/**
	 * Opens the port before any bean that may ask for it, and puts the real one where the
	 * configured one may be 0.
	 */
	@Bean
	static BeanFactoryInitializer<ListableBeanFactory> feedPortInitializer(ConfigurableEnvironment environment) {
		return (beanFactory) -> {
			int port = beanFactory.getBean(FeedServer.class).port();
			environment.getPropertySources()
				.addFirst(new MapPropertySource("feedPort", Map.of("sample.feed.port", port)));
		};
	}

}
