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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.eclipse.jetty.client.Authentication;
import org.eclipse.jetty.client.AuthenticationStore;
import org.eclipse.jetty.client.DigestAuthentication;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.util.Attributes;
import org.jspecify.annotations.Nullable;

import io.clientwebsocket.Credentials;

/**
 * The challenges of an answer with status 401 (RFC 9110, 11.6.1).
 *
 * @param request what was asked for
 * @param challenges the challenges, in the server's order
 */
record Challenges(Request request, List<Authentication.HeaderInfo> challenges) {

	/** Leave the challenges to us: the HTTP client knows nothing of upgrades. */
	static void reserve(Request request, HttpClient httpClient) {
		((HttpRequest) request).getConversation().setAttribute(new Parser(httpClient).attribute(), true);
	}

	static Challenges of(Request request, Response response, HttpClient httpClient) {
		List<Authentication.HeaderInfo> challenges = new ArrayList<>();
		if (response.getStatus() == HttpStatus.UNAUTHORIZED_401) {
			Parser parser = new Parser(httpClient);
			response.getHeaders()
				.getValuesList(HttpHeader.WWW_AUTHENTICATE)
				.forEach((value) -> challenges.addAll(parser.parse(value)));
		}
		return new Challenges(request, challenges);
	}

	/**
	 * Answer the first challenge that asks for Digest in a way that is known (RFC 7616).
	 * @param credentials who answers
	 * @return the answer, or {@code null} if there is no such challenge
	 */
	Authentication.@Nullable Result answer(Credentials.Digest credentials) {
		Authentication digest = new DigestAuthentication(this.request.getURI(), Authentication.ANY_REALM,
				credentials.username(), credentials.password());
		return answer((challenge) -> isDigest(challenge) ? digest : null);
	}

	/**
	 * Answer the first challenge that the HTTP client has been given credentials for.
	 * @param known the credentials of the HTTP client
	 * @return the answer, or {@code null} if there is no such challenge
	 */
	Authentication.@Nullable Result answer(AuthenticationStore known) {
		return answer((challenge) -> known.findAuthentication(challenge.getType(), this.request.getURI(),
				challenge.getRealm()));
	}

	private Authentication.@Nullable Result answer(
			Function<Authentication.HeaderInfo, @Nullable Authentication> answerer) {
		for (Authentication.HeaderInfo challenge : this.challenges) {
			Authentication authentication = answerer.apply(challenge);
			// Jetty's ask for nothing of the answer but the challenge
			Authentication.Result answer = (authentication != null)
					? authentication.authenticate(this.request, null, challenge, new Attributes.Mapped()) : null;
			if (answer != null) {
				return answer;
			}
		}
		return null;
	}

	private static boolean isDigest(Authentication.HeaderInfo challenge) {
		String qop = challenge.getParameter("qop");
		return "Digest".equalsIgnoreCase(challenge.getType()) && challenge.getRealm() != null && qop != null
				&& Arrays.stream(qop.split(",")).map(String::strip).anyMatch("auth"::equals);
	}

	/** Whether the answer was right, but the server's nonce too old (RFC 7616, 3.3). */
	boolean isStale() {
		return this.challenges.stream()
			.anyMatch((challenge) -> "true".equalsIgnoreCase(challenge.getParameter("stale")));
	}

	boolean isEmpty() {
		return this.challenges.isEmpty();
	}

	/** What the server asks for. */
	String describe() {
		return this.challenges.stream()
			.map(Authentication.HeaderInfo::getType)
			.distinct()
			.collect(Collectors.joining(", "));
	}

	/** Jetty's parser of challenges, which is a part of its handler of the status 401. */
	private static final class Parser extends WWWAuthenticationProtocolHandler {

		Parser(HttpClient httpClient) {
			super(httpClient);
		}

		String attribute() {
			return getAuthenticationAttribute();
		}

		List<Authentication.HeaderInfo> parse(String value) {
			try {
				return getHeaderInfo(value);
			}
			catch (IllegalArgumentException ex) {
				// no challenge that could be answered
				return List.of();
			}
		}

	}

}
