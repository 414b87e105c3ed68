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

package io.clientwebsocket.test.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

import io.clientwebsocket.test.ScriptedServer;

/**
 * Starts the scripted server before the context is refreshed, because the clients are
 * defined by their properties then. Equal for equal clients, so that tests share
 * contexts.
 *
 * @param clients names of the clients
 */
record ScriptedServerContextCustomizer(Set<String> clients) implements ContextCustomizer {

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
		ServerScripts scripts = new ServerScripts(this.clients);
		ScriptedServer server = ScriptedServer.start(scripts::run);
		Map<String, Object> uris = new LinkedHashMap<>();
		this.clients
			.forEach((client) -> uris.put("ws.clients." + client + ".uri", server.uri("/" + client).toString()));
		context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("scriptedWebSocketServer", uris));
		BeanDefinitionRegistry registry = (BeanDefinitionRegistry) context.getBeanFactory();
		registry.registerBeanDefinition("scriptedServer", new RootBeanDefinition(ScriptedServer.class, () -> server));
		registry.registerBeanDefinition("serverScripts", new RootBeanDefinition(ServerScripts.class, () -> scripts));
	}

}
