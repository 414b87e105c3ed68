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

import java.net.URI;
import java.util.Map;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.servlet.ServletWebServerFactory;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * A server application of Spring Boot in this JVM, on a port that is free.
 */
final class SpringServer implements AutoCloseable {

	private final ServletWebServerApplicationContext context;

	private SpringServer(Class<?> container) {
		this.context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(Application.class, container)
			.web(WebApplicationType.SERVLET)
			.properties(Map.of("server.port", 0, "server.address", "127.0.0.1", "spring.main.banner-mode", "off",
					"ws.enabled", "false"))
			.run();
	}

	static SpringServer tomcat() {
		return new SpringServer(Tomcat.class);
	}

	static SpringServer jetty() {
		return new SpringServer(Jetty.class);
	}

	URI uri(String scheme, String path) {
		return URI.create(scheme + "://127.0.0.1:" + this.context.getWebServer().getPort() + path);
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	@Override
	public void close() {
		this.context.close();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ EchoConfiguration.class, StompConfiguration.class, TicksConfiguration.class })
	static class Application {

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	static class Tomcat {

		@Bean
		ServletWebServerFactory webServerFactory() {
			return new TomcatServletWebServerFactory();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	static class Jetty {

		@Bean
		ServletWebServerFactory webServerFactory() {
			return new JettyServletWebServerFactory();
		}

	}

}
