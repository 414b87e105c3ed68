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

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactories;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;

/**
 * An application with all auto-configurations of its class path, for
 * {@link WebSocketClassPathTests}.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class ClassPathApplication {

	/**
	 * All of them are loaded by Docker Compose's support, with or without Testcontainers.
	 */
	@Bean
	ConnectionDetailsFactories connectionDetailsFactories() {
		return new ConnectionDetailsFactories(null);
	}

	/**
	 * Start the application and stop it.
	 * @param properties its properties
	 * @return the names of the beans that it had
	 */
	public static Set<String> beans(Map<String, Object> properties) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("properties", properties));
			context.register(ClassPathApplication.class);
			context.refresh();
			return new TreeSet<>(List.of(context.getBeanDefinitionNames()));
		}
	}

}
