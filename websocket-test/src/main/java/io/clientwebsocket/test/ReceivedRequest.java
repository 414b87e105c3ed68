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

package io.clientwebsocket.test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * An HTTP request that the server received. Over HTTP/2 the pseudo-header fields, such as
 * {@code :protocol}, are among the header fields.
 *
 * @param method the method
 * @param target the request target, with its query
 * @param version the version, {@code HTTP/1.1} or {@code HTTP/2}
 * @param headers the header fields by name, ignoring case; of each the values in the
 * order of their lines
 * @since 0.1.0
 */
public record ReceivedRequest(String method, String target, String version, Map<String, List<String>> headers) {

	public ReceivedRequest {
		TreeMap<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
		headers = Collections.unmodifiableMap(copy);
	}

	/**
	 * First value of a header field.
	 * @param name the name, in any case
	 * @return the value, or {@code null} if there is no such field
	 */
	public @Nullable String header(String name) {
		List<String> values = headers(name);
		return values.isEmpty() ? null : values.get(0);
	}

	/**
	 * All values of a header field, one for each line.
	 * @param name the name, in any case
	 * @return the values, empty if there is no such field
	 */
	public List<String> headers(String name) {
		return this.headers.getOrDefault(name, List.of());
	}

	boolean isHttp2() {
		return this.version.equals("HTTP/2");
	}

	/**
	 * Parse the head of a request.
	 * @param head request line and header lines, without the empty line
	 * @return the request
	 * @throws AssertionError if it is not an HTTP/1.1 request
	 */
	static ReceivedRequest parse(String head) {
		List<String> lines = head.lines().toList();
		String[] line = (lines.isEmpty() ? "" : lines.get(0)).split(" ", -1);
		if (line.length != 3) {
			throw new AssertionError("expected a request line, but was \"" + String.join(" ", line) + '"');
		}
		TreeMap<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		lines.stream().skip(1).forEach((header) -> addHeader(headers, header));
		return new ReceivedRequest(line[0], line[1], line[2], headers);
	}

	private static void addHeader(Map<String, List<String>> headers, String line) {
		int colon = line.indexOf(':');
		if (colon < 1) {
			throw new AssertionError("expected a header line, but was \"" + line + '"');
		}
		headers.computeIfAbsent(line.substring(0, colon), (name) -> new ArrayList<>())
			.add(line.substring(colon + 1).strip());
	}

	@Override
	public String toString() {
		return this.method + " " + this.target + " " + this.version + " " + this.headers;
	}

}
