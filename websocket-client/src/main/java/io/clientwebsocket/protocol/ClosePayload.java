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

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.CloseStatus;

/**
 * Payload of a close frame (RFC 6455, 5.5.1).
 *
 * @param status the status, {@link CloseStatus#NO_STATUS} of an empty payload
 * @param reason the reason, possibly empty
 * @since 0.1.0
 */
public record ClosePayload(CloseStatus status, String reason) {

	private static final int MAX_REASON_LENGTH = 123;

	/**
	 * Create a new payload.
	 * @throws IllegalArgumentException if the status may not be sent, the reason is too
	 * long or not Unicode, or there is a reason without a status
	 */
	public ClosePayload {
		Objects.requireNonNull(status, "'status' must not be null");
		Objects.requireNonNull(reason, "'reason' must not be null");
		if (CloseStatus.NO_STATUS.equals(status)) {
			if (!reason.isEmpty()) {
				throw new IllegalArgumentException("'reason' needs a status, but 'status' was " + status);
			}
		}
		else if (!status.isTransmittable()) {
			throw new IllegalArgumentException("'status' must be 1000 to 1003, 1007 to 1014 or 3000 to 4999"
					+ " (RFC 6455, 7.4), but was " + status);
		}
		encode(reason);
	}

	/**
	 * Check what is to be sent.
	 * @param status the status
	 * @param reason the reason, or {@code null}
	 * @return the payload
	 * @throws IllegalArgumentException if the status may not be sent, the reason is too
	 * long or not Unicode, or there is a reason without a status
	 */
	public static ClosePayload of(CloseStatus status, @Nullable String reason) {
		return new ClosePayload(status, (reason != null) ? reason : "");
	}

	/**
	 * Read the payload of a received close frame.
	 * @param payload the bytes between position and limit; advanced to the limit
	 * @return the payload
	 * @throws ProtocolException if the payload is none of a close frame
	 */
	public static ClosePayload decode(ByteBuffer payload) {
		if (!payload.hasRemaining()) {
			return new ClosePayload(CloseStatus.NO_STATUS, "");
		}
		if (payload.remaining() == 1) {
			throw ProtocolException.violation("expected a close status of 2 bytes, but was 1 byte");
		}
		int code = payload.getShort() & 0xFFFF;
		if (code < 1000 || code > 4999 || !new CloseStatus(code).isTransmittable()) {
			throw ProtocolException
				.violation("expected a close status that may be sent (RFC 6455, 7.4), but was " + code);
		}
		try {
			return new ClosePayload(new CloseStatus(code),
					StandardCharsets.UTF_8.newDecoder().decode(payload).toString());
		}
		catch (CharacterCodingException ex) {
			throw new ProtocolException(CloseStatus.INVALID_PAYLOAD_DATA,
					"expected a close reason in UTF-8, but was something else");
		}
	}

	/**
	 * The bytes of this payload.
	 * @return a new buffer, ready to be read
	 */
	public ByteBuffer encode() {
		if (CloseStatus.NO_STATUS.equals(this.status)) {
			return ByteBuffer.allocate(0);
		}
		ByteBuffer text = encode(this.reason);
		return ByteBuffer.allocate(2 + text.remaining()).putShort((short) this.status.code()).put(text).flip();
	}

	private static ByteBuffer encode(String reason) {
		ByteBuffer text = Utf8.encode("reason", reason);
		if (text.remaining() > MAX_REASON_LENGTH) {
			throw new IllegalArgumentException("'reason' must be at most " + MAX_REASON_LENGTH
					+ " bytes of UTF-8 (RFC 6455, 5.5), but was " + text.remaining());
		}
		return text;
	}

}
