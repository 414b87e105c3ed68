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

import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

import io.clientwebsocket.managed.ReconnectingWebSocket;

/**
 * Analysis of an injection point that asks for a named client that is not configured.
 * Before Spring Boot's own analysis of missing beans, which does not know the properties.
 */
@Order(Ordered.LOWEST_PRECEDENCE - 10)
final class NoSuchNamedWebSocketClientFailureAnalyzer
		extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException> {

	private final Environment environment;

	NoSuchNamedWebSocketClientFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause,
			@Nullable String description) {
		ResolvableType type = cause.getResolvableType();
		if (type == null || type.resolve() != ReconnectingWebSocket.class || cause.getNumberOfBeansFound() != 0) {
			return null;
		}
		String name = wantedName(rootFailure);
		String wanted = String.format("%s required the WebSocket client%s, ",
				(description != null) ? description : "A component", (name != null) ? " '" + name + "'" : "");
		if (!this.environment.getProperty("ws.enabled", Boolean.class, true)) {
			return new FailureAnalysis(wanted + "but WebSocket clients are switched off by 'ws.enabled'.",
					"Remove 'ws.enabled=false', or do not ask for the client while it is set.", cause);
		}
		Set<String> configured = NamedWebSocketClientRegistrar.clientNames(this.environment);
		return (name != null && configured.contains(name)) ? taken(wanted, name, cause)
				: missing(wanted, name, configured, cause);
	}

	private static FailureAnalysis taken(String wanted, String name, Throwable cause) {
		return new FailureAnalysis(
				wanted + "which is configured, but a bean of another type has taken the name '" + name + "'.",
				"Rename that bean, or rename '" + PropertyPath.client(name).prefix() + "'.", cause);
	}

	private static FailureAnalysis missing(String wanted, @Nullable String name, Set<String> configured,
			Throwable cause) {
		String clients = configured.isEmpty() ? "None is." : "Configured are: " + String.join(", ", configured) + ".";
		String client = (name != null) ? NamedWebSocketClientRegistrar.kebab(name) : "<name>";
		String action = "Add the property '" + PropertyPath.client(client).name("uri") + "'";
		if (!client.equals(name)) {
			action += " and ask for '" + client + "'";
		}
		action += configured.isEmpty() ? "." : ", or ask for one of the configured clients.";
		return new FailureAnalysis(wanted + "which is not configured. " + clients, action, cause);
	}

	private static @Nullable String wantedName(Throwable failure) {
		String name = null;
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof UnsatisfiedDependencyException unsatisfied) {
				InjectionPoint injectionPoint = unsatisfied.getInjectionPoint();
				Qualifier qualifier = (injectionPoint != null) ? injectionPoint.getAnnotation(Qualifier.class) : null;
				name = (qualifier != null) ? qualifier.value() : null;
			}
		}
		return name;
	}

}
