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

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.Environment;

/**
 * Analysis of an {@link InvalidWebSocketPropertyException}.
 */
final class InvalidWebSocketPropertyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidWebSocketPropertyException> {

	private final Environment environment;

	InvalidWebSocketPropertyFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidWebSocketPropertyException cause) {
		StringBuilder description = new StringBuilder();
		description.append("The property '").append(cause.property()).append("' must be ").append(cause.requirement());
		if (cause.value() != null) {
			description.append(", but was '").append(cause.value()).append("'");
		}
		description.append('.');
		Origin origin = PropertyOrigin.of(cause.property(), this.environment);
		if (origin != null) {
			description.append(String.format("%n%n    Origin: %s", origin));
		}
		return new FailureAnalysis(description.toString(), cause.remedy(), cause);
	}

}
