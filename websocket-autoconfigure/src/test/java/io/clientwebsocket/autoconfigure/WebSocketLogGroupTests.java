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

import org.junit.jupiter.api.Test;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.logging.LoggerGroups;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WebSocketLogGroup}, as an application has it.
 */
class WebSocketLogGroupTests {

	@Test
	void isAllLoggersOfTheLibrary() {
		try (ConfigurableApplicationContext context = run()) {
			assertThat(context.getBean(LoggerGroups.class).get("websocket").getMembers())
				.containsExactly("io.clientwebsocket");
		}
	}

	@Test
	void groupOfTheApplicationWins() {
		try (ConfigurableApplicationContext context = run("--logging.group.websocket=mine,yours")) {
			assertThat(context.getBean(LoggerGroups.class).get("websocket").getMembers()).containsExactly("mine",
					"yours");
		}
	}

	private static ConfigurableApplicationContext run(String... arguments) {
		SpringApplication application = new SpringApplication(App.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setBannerMode(Banner.Mode.OFF);
		return application.run(arguments);
	}

	@Configuration(proxyBeanMethods = false)
	static class App {

	}

}
