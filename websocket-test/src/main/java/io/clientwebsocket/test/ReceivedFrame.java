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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A frame that the server received, its payload unmasked.
 *
 * @param fin whether the frame is the last of its message
 * @param rsv the reserved bits, from 0 to 7: RSV1 counts 4, RSV2 counts 2, RSV3 counts 1
 * @param opcode the opcode, from 0 to 15
 * @param maskingKey the masking key, or {@code null} if the frame was not masked
 * @param payload the payload, read-only; each call of the accessor returns a view with a
 * position of its own
 * @since 0.1.0
 */
public record ReceivedFrame(boolean fin, int rsv, int opcode, @Nullable Integer maskingKey, ByteBuffer payload) {

	public ReceivedFrame {
		payload = Objects.requireNonNull(payload, "'payload' must not be null").asReadOnlyBuffer();
	}

	@Override
	public ByteBuffer payload() {
		return this.payload.duplicate();
	}

	/**
	 * Whether the frame was masked.
	 * @return {@code true} for every frame of a correct client
	 */
	public boolean masked() {
		return this.maskingKey != null;
	}

	/**
	 * The payload as bytes.
	 * @return a new array
	 */
	public byte[] bytes() {
		byte[] bytes = new byte[this.payload.remaining()];
		payload().get(bytes);
		return bytes;
	}

	/**
	 * The payload as text.
	 * @return the payload decoded as UTF-8
	 */
	public String text() {
		return StandardCharsets.UTF_8.decode(payload()).toString();
	}

	/**
	 * Whether this is a close, ping or pong frame, or has a reserved control opcode.
	 * @return whether the opcode is 8 or more
	 */
	public boolean isControl() {
		return Opcode.isControl(this.opcode);
	}

	/**
	 * Whether this is a close frame.
	 * @return whether the opcode is 8
	 */
	public boolean isClose() {
		return this.opcode == Opcode.CLOSE;
	}

	/**
	 * Status code of a close frame.
	 * @return the status code, or {@code null} if this is no close frame or it has none
	 */
	public @Nullable Integer closeCode() {
		boolean present = isClose() && this.payload.remaining() >= 2;
		return present ? payload().getShort() & 0xFFFF : null;
	}

	@Override
	public String toString() {
		return Opcode.describe(this.fin, this.rsv, this.opcode, this.payload) + (masked() ? "" : ", not masked");
	}

}
