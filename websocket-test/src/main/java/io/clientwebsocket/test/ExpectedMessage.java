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
import java.util.Arrays;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.WebSocketMessage;

/**
 * A message that is expected, and how one that came differs from it.
 *
 * @param message the message
 * @param anyReason whether the reason of a close frame does not matter
 */
record ExpectedMessage(WebSocketMessage message, boolean anyReason) {

	static ExpectedMessage text(String text) {
		Objects.requireNonNull(text, "'text' must not be null");
		return new ExpectedMessage(new WebSocketMessage.Text(text), false);
	}

	static ExpectedMessage binary(byte[] bytes) {
		Objects.requireNonNull(bytes, "'bytes' must not be null");
		return new ExpectedMessage(new WebSocketMessage.Binary(ByteBuffer.wrap(bytes)), false);
	}

	/** A close frame; a reason that is {@code null} does not matter. */
	static ExpectedMessage close(int code, @Nullable String reason) {
		WebSocketMessage.Close close = new WebSocketMessage.Close(new CloseStatus(code),
				(reason != null) ? reason : "");
		return new ExpectedMessage(close, reason == null);
	}

	boolean matches(WebSocketMessage actual) {
		if (this.anyReason && this.message instanceof WebSocketMessage.Close expected) {
			return actual instanceof WebSocketMessage.Close close && close.status().equals(expected.status());
		}
		return actual.equals(this.message);
	}

	/** Tell a message that does not match, as it stands behind "but was". */
	String difference(WebSocketMessage actual) {
		String description = Messages.describe(actual);
		if (actual.type() != this.message.type() || actual instanceof WebSocketMessage.Close) {
			return description;
		}
		int place = Arrays.mismatch(Messages.bytes(actual), Messages.bytes(this.message));
		return description + ", different from byte " + place + " on";
	}

	/** As it stands behind "expected". */
	@Override
	public String toString() {
		if (this.anyReason && this.message instanceof WebSocketMessage.Close close) {
			return Messages.describeClose(close.status().code());
		}
		return Messages.describe(this.message);
	}

}
