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

import java.io.IOException;
import java.util.regex.Pattern;

import org.eclipse.jetty.client.RetryableRequestException;
import org.eclipse.jetty.http2.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * What HTTP/2 itself says about an attempt that failed (RFC 9113, 7).
 */
final class Http2Failures {

	/** How Jetty tells the error code of a stream that was reset. */
	private static final Pattern RESET = Pattern.compile("no_error|[a-z0-9_]+_error|reset_code_-?[0-9]+");

	private Http2Failures() {
	}

	/**
	 * Whether the server has not looked at the request, so that it can be sent again (RFC
	 * 9113, 8.7).
	 */
	static boolean isUnprocessed(Throwable problem) {
		return problem instanceof RetryableRequestException || is(problem, ErrorCode.REFUSED_STREAM_ERROR)
		// by ourselves: the place of an ended stream was given away a little early
				|| problem instanceof IllegalStateException;
	}

	/** Whether the server wants HTTP/1.1 for this request. */
	static boolean wantsHttp1(Throwable problem) {
		return is(problem, ErrorCode.HTTP_1_1_REQUIRED_ERROR);
	}

	/** What the server has said instead of an answer, {@code null} if it is not that. */
	static @Nullable String describe(Throwable problem) {
		if (problem instanceof RetryableRequestException) {
			return "expected an answer, but the server ended the HTTP/2 connection (GOAWAY)";
		}
		if (wantsHttp1(problem)) {
			return "expected an answer over HTTP/2, but the server reset the stream and wants HTTP/1.1; allow it with"
					+ " the 'httpVersionPolicy' REQUEST_VERSION_OR_LOWER";
		}
		return isReset(problem) ? "expected an answer, but the server reset the stream: " + problem.getMessage() : null;
	}

	private static boolean isReset(Throwable problem) {
		return problem instanceof IOException && problem.getMessage() != null
				&& RESET.matcher(problem.getMessage()).matches();
	}

	private static boolean is(Throwable problem, ErrorCode code) {
		return isReset(problem) && code.name().equalsIgnoreCase(problem.getMessage());
	}

}
