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

/**
 * Analysis of an {@link InvalidConnectionDetailsException}.
 */
final class InvalidConnectionDetailsFailureAnalyzer extends AbstractFailureAnalyzer<InvalidConnectionDetailsException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidConnectionDetailsException cause) {
		String description = String.format(
				"The connection details of the WebSocket client '%s', a bean of type %s, must give %s, but gave %s.",
				cause.client(), cause.type(), ClientUris.RULE,
				(cause.uri() != null) ? "'" + cause.uri() + "'" : "none");
		if (cause.origin() != null) {
			description += String.format("%n%n    Origin: %s", cause.origin());
		}
		String action = String.format(
				"Correct what the bean gives, such as wss://example.org/feed, or remove it and set '%s'.",
				PropertyPath.client(cause.client()).name("uri"));
		return new FailureAnalysis(description, action, cause);
	}

}
