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
 * Analysis of a {@link SharedHttpClientConflictException}.
 */
final class SharedHttpClientConflictFailureAnalyzer extends AbstractFailureAnalyzer<SharedHttpClientConflictException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, SharedHttpClientConflictException cause) {
		String settings = String.join(", ", cause.settings());
		String description = String.format(
				"WebSockets share the HttpClient bean '%s', whose settings hold for them, but this is set as well: %s.",
				cause.beanName(), settings);
		String action = String.format("""
				Either:

				    - remove %1$s and set the same on the HttpClient bean '%2$s', or
				    - keep %1$s and give the sockets an HttpClient of their own, by 'ws.http-client.shared=false'.

				A single client may have TLS, a connect timeout or a proxy under 'ws.clients.<name>': it gets an\
				 HttpClient of its own.\
				""", settings, cause.beanName());
		return new FailureAnalysis(description, action, cause);
	}

}
