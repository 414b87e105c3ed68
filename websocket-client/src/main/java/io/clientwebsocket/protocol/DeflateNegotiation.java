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

package io.clientwebsocket.protocol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.DeflateOptions;
import io.clientwebsocket.protocol.ExtensionsParser.Extension;
import io.clientwebsocket.protocol.ExtensionsParser.Parameter;

/**
 * Client's side of agreeing on permessage-deflate (RFC 7692, 7.1): the offer, and what
 * the server's answer to it means.
 *
 * @since 0.1.0
 */
public final class DeflateNegotiation {

	private static final String NAME = "permessage-deflate";

	private static final String CLIENT_BITS = "client_max_window_bits";

	private static final String SERVER_BITS = "server_max_window_bits";

	private static final String CLIENT_NO_TAKEOVER = "client_no_context_takeover";

	private static final String SERVER_NO_TAKEOVER = "server_no_context_takeover";

	private static final Set<String> BITS_PARAMETERS = Set.of(CLIENT_BITS, SERVER_BITS);

	private static final Set<String> TAKEOVER_PARAMETERS = Set.of(CLIENT_NO_TAKEOVER, SERVER_NO_TAKEOVER);

	/** A server may choose one bit less than can be offered (RFC 7692, 7.1.2). */
	private static final int LEAST_BITS = 8;

	private static final Pattern BITS = Pattern.compile("[1-9][0-9]?");

	private final DeflateOptions offered;

	/**
	 * Create a new negotiation.
	 * @param offered what the client offers
	 */
	public DeflateNegotiation(DeflateOptions offered) {
		this.offered = offered;
	}

	/**
	 * The offer.
	 * @return value of {@code Sec-WebSocket-Extensions}
	 */
	public String offer() {
		List<String> parts = new ArrayList<>();
		parts.add(NAME);
		int clientBits = this.offered.clientMaxWindowBits();
		parts.add((clientBits < 15) ? CLIENT_BITS + "=" + clientBits : CLIENT_BITS);
		if (!this.offered.clientContextTakeover()) {
			parts.add(CLIENT_NO_TAKEOVER);
		}
		if (this.offered.serverMaxWindowBits() < 15) {
			parts.add(SERVER_BITS + "=" + this.offered.serverMaxWindowBits());
		}
		if (!this.offered.serverContextTakeover()) {
			parts.add(SERVER_NO_TAKEOVER);
		}
		return String.join("; ", parts);
	}

	/**
	 * What the server has agreed to.
	 * @param values the values of {@code Sec-WebSocket-Extensions} in the answer
	 * @return what was agreed, or {@code null} if there will be no compression
	 * @throws ProtocolException if the answer is none to the offer
	 */
	public @Nullable DeflateOptions agree(List<String> values) {
		String answer = String.join(", ", values);
		List<Extension> extensions = ExtensionsParser.parse(answer);
		if (extensions == null) {
			throw refused("a list of extensions", answer, answer);
		}
		for (Extension extension : extensions) {
			if (!NAME.equals(extension.name())) {
				throw refused("only " + NAME + ", which was offered", extension.name(), answer);
			}
		}
		if (extensions.size() > 1) {
			throw refused(NAME + " once", extensions.size() + " of it", answer);
		}
		return extensions.isEmpty() ? null : agree(parameters(extensions.get(0), answer), answer);
	}

	private static Map<String, String> parameters(Extension extension, String answer) {
		Map<String, String> parameters = new HashMap<>();
		for (Parameter parameter : extension.parameters()) {
			String name = parameter.name();
			if (!BITS_PARAMETERS.contains(name) && !TAKEOVER_PARAMETERS.contains(name)) {
				throw refused("parameters of " + NAME, parameter.text(), answer);
			}
			if (parameter.value() != null && TAKEOVER_PARAMETERS.contains(name)) {
				throw refused(name + " without a value", parameter.text(), answer);
			}
			if (parameters.put(name, (parameter.value() != null) ? parameter.value() : "no value") != null) {
				throw refused(name + " once", "twice", answer);
			}
		}
		return parameters;
	}

	private DeflateOptions agree(Map<String, String> parameters, String answer) {
		int clientBits = this.offered.clientMaxWindowBits();
		if (parameters.containsKey(CLIENT_BITS)) {
			clientBits = bits(CLIENT_BITS, clientBits, parameters, answer);
		}
		int serverBits = this.offered.serverMaxWindowBits();
		if (parameters.containsKey(SERVER_BITS)) {
			serverBits = bits(SERVER_BITS, serverBits, parameters, answer);
		}
		else if (serverBits < 15) {
			throw refused(SERVER_BITS + " of at most " + serverBits + ", as was asked for", "none", answer);
		}
		// we never refer back if we have said so, whether the server remembers it or not
		boolean clientTakeover = this.offered.clientContextTakeover() && !parameters.containsKey(CLIENT_NO_TAKEOVER);
		return new DeflateOptions(clientBits, serverBits, clientTakeover, !parameters.containsKey(SERVER_NO_TAKEOVER),
				this.offered.minimumSize(), this.offered.level());
	}

	private static int bits(String name, int most, Map<String, String> parameters, String answer) {
		String value = Objects.requireNonNull(parameters.get(name));
		int bits = BITS.matcher(value).matches() ? Integer.parseInt(value) : -1;
		if (bits < LEAST_BITS || bits > most) {
			throw refused(name + " within " + LEAST_BITS + " to " + most, value, answer);
		}
		return bits;
	}

	private static ProtocolException refused(String expected, String found, String answer) {
		return ProtocolException.violation("expected " + expected + ", but was '" + found
				+ "' in header 'Sec-WebSocket-Extensions: " + answer + "'");
	}

}
