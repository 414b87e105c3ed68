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

import io.clientwebsocket.managed.ConnectionState;
import io.clientwebsocket.managed.ConnectionStatus;
import io.clientwebsocket.managed.DisconnectCause;

/**
 * Analysis of a {@link WebSocketClientNotOpenException}.
 */
final class WebSocketClientNotOpenFailureAnalyzer extends AbstractFailureAnalyzer<WebSocketClientNotOpenException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, WebSocketClientNotOpenException cause) {
		PropertyPath path = PropertyPath.client(cause.client());
		return new FailureAnalysis(description(cause, path), action(path), cause);
	}

	private static String description(WebSocketClientNotOpenException failure, PropertyPath path) {
		ConnectionStatus status = failure.status();
		StringBuilder text = new StringBuilder(
				String.format("The WebSocket client '%s' is required ('%s' or '%s'), but ", failure.client(),
						path.name("startup"), PropertyPath.DEFAULTS.name("startup")));
		text.append((status.state() == ConnectionState.FAILED) ? "has failed for good"
				: "was not open within " + PropertyPath.show(failure.timeout()) + " and is " + status.state());
		text.append(", after ").append(status.attempt()).append((status.attempt() == 1) ? " attempt." : " attempts.");
		DisconnectCause cause = status.lastCause();
		if (cause != null) {
			text.append(String.format("%n%n    Last cause: %s", cause.summary()));
		}
		return text.toString();
	}

	private static String action(PropertyPath path) {
		return String.format("""
				Either:

				    - see that the server at '%s' answers, or
				    - give it more time by '%s', or
				    - start without it: set '%s' to 'background' or 'wait'.""", path.name("uri"),
				path.name("startup-timeout"), path.name("startup"));
	}

}
