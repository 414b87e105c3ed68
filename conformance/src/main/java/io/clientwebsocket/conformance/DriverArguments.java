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

package io.clientwebsocket.conformance;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What is asked for on the command line.
 *
 * @param server address of the fuzzing server, without a slash at the end
 * @param agent name under which the reports are kept
 * @param deflate whether compression is offered
 */
record DriverArguments(URI server, String agent, boolean deflate) {

	static final String USAGE = """
			Usage: java -jar websocket-conformance.jar URL [AGENT] [--deflate]

			  URL        of the server that 'wstest -m fuzzingserver' runs, such as ws://127.0.0.1:9001
			  AGENT      name of the client in the reports (clientwebsocket)
			  --deflate  offer compression, for the cases 12.* and 13.*

			Exit codes:
			  0          all cases were run to their end, and the reports are written
			  1          the server could not be reached or did not behave, or a case had to be cut off
			  2          wrong usage
			""";

	private static final String DEFAULT_AGENT = "clientwebsocket";

	private static final String DEFLATE = "--deflate";

	static DriverArguments parse(String... arguments) {
		List<String> names = new ArrayList<>();
		boolean deflate = false;
		for (String argument : arguments) {
			if (argument.startsWith("-") && !argument.equals(DEFLATE)) {
				throw new IllegalArgumentException("expected " + DEFLATE + " or no option, but was " + argument);
			}
			if (argument.equals(DEFLATE)) {
				deflate = true;
			}
			else {
				names.add(argument);
			}
		}
		if (names.isEmpty() || names.size() > 2) {
			throw new IllegalArgumentException(
					"expected a URL and at most one name, but was " + (names.isEmpty() ? "nothing" : names));
		}
		return new DriverArguments(server(names.get(0)), (names.size() > 1) ? names.get(1) : DEFAULT_AGENT, deflate);
	}

	private static URI server(String url) {
		try {
			URI uri = new URI(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
			if (isWebSocket(uri.getScheme()) && uri.getHost() != null && uri.getRawQuery() == null
					&& uri.getRawFragment() == null && uri.getRawUserInfo() == null) {
				return uri;
			}
		}
		catch (URISyntaxException ex) {
			throw new IllegalArgumentException(unexpected(url), ex);
		}
		throw new IllegalArgumentException(unexpected(url));
	}

	private static boolean isWebSocket(@Nullable String scheme) {
		return scheme != null && List.of("ws", "wss").contains(scheme.toLowerCase(Locale.ROOT));
	}

	private static String unexpected(String url) {
		return "expected a URL such as ws://127.0.0.1:9001, but was " + url;
	}

}
