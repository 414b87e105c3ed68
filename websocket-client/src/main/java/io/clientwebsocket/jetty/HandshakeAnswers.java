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

package io.clientwebsocket.jetty;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

import io.clientwebsocket.HandshakeResponse;

/**
 * What a server has answered to a handshake, out of what Jetty makes of it.
 */
final class HandshakeAnswers {

	private HandshakeAnswers() {
	}

	static HandshakeResponse of(Response response, @Nullable String fallback) {
		Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		for (HttpField field : response.getHeaders()) {
			headers.computeIfAbsent(field.getName(), (name) -> response.getHeaders().getValuesList(name));
		}
		io.clientwebsocket.HttpVersion version = (response.getVersion() == HttpVersion.HTTP_2)
				? io.clientwebsocket.HttpVersion.HTTP_2 : io.clientwebsocket.HttpVersion.HTTP_1_1;
		return new HandshakeResponse(response.getStatus(), version, headers, fallback, null);
	}

	/** Whether an answer is the one that opens a socket. */
	static boolean opens(HandshakeResponse answer) {
		return answer.status() == expectedStatus(answer);
	}

	static int expectedStatus(HandshakeResponse answer) {
		return (answer.httpVersion() == io.clientwebsocket.HttpVersion.HTTP_2) ? 200 : 101;
	}

	/** Whether Jetty could not parse the answer; the status is then one of its own. */
	static boolean isGarbled(@Nullable Throwable problem) {
		return problem instanceof HttpResponseException && problem.getCause() instanceof HttpException;
	}

}
