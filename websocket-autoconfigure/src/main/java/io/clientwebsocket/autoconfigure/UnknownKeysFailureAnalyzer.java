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

import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.Environment;

/**
 * Analysis of an {@link UnknownKeysException}.
 */
final class UnknownKeysFailureAnalyzer extends AbstractFailureAnalyzer<UnknownKeysException> {

	private final Environment environment;

	UnknownKeysFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, UnknownKeysException cause) {
		String keys = cause.keys()
			.entrySet()
			.stream()
			.map((key) -> describe(key.getKey(), key.getValue()))
			.collect(Collectors.joining("%n".formatted()));
		return new FailureAnalysis(String.format("There is no such property:%n%n%s", keys),
				"Correct or remove what is not there, or set 'ws.fail-on-unknown-keys' to false if the application uses"
						+ " keys of its own under 'ws'.",
				cause);
	}

	private String describe(String key, @Nullable String nearest) {
		Origin origin = PropertyOrigin.of(key, this.environment);
		return "    '" + key + "'" + ((origin != null) ? " (" + origin + ")" : "")
				+ ((nearest != null) ? ", did you mean '" + nearest + "'?" : "");
	}

}
