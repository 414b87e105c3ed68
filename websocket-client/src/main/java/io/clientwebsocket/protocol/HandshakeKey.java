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

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Key of an opening handshake over HTTP/1.1 (RFC 6455, 4.1 and 4.2.2).
 *
 * @param value value of {@code Sec-WebSocket-Key}
 * @since 0.1.0
 */
public record HandshakeKey(String value) {

	private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

	/**
	 * Make a key that was not used before.
	 * @param random where the bits come from
	 * @return a new key
	 */
	public static HandshakeKey generate(SecureRandom random) {
		byte[] nonce = new byte[16];
		random.nextBytes(nonce);
		return new HandshakeKey(Base64.getEncoder().encodeToString(nonce));
	}

	/**
	 * What the server must answer.
	 * @return value of {@code Sec-WebSocket-Accept}
	 */
	public String accept() {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-1");
			byte[] hash = digest.digest((this.value + GUID).getBytes(StandardCharsets.US_ASCII));
			return Base64.getEncoder().encodeToString(hash);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("expected SHA-1, which every Java platform has to have", ex);
		}
	}

}
