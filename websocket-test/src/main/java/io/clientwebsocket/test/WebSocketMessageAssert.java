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

import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

import io.clientwebsocket.WebSocketMessage;

/**
 * Assertions on a {@link WebSocketMessage}.
 *
 * @since 0.1.0
 * @see WebSocketAssertions
 */
public final class WebSocketMessageAssert extends AbstractAssert<WebSocketMessageAssert, WebSocketMessage> {

	WebSocketMessageAssert(@Nullable WebSocketMessage actual) {
		super(actual, WebSocketMessageAssert.class);
	}

	/**
	 * Verify that the message is this text.
	 * @param text the text
	 * @return this
	 */
	public WebSocketMessageAssert isText(String text) {
		return isExpected(ExpectedMessage.text(text));
	}

	/**
	 * Verify that the message is binary, of these bytes.
	 * @param bytes the bytes
	 * @return this
	 */
	public WebSocketMessageAssert isBinary(byte[] bytes) {
		return isExpected(ExpectedMessage.binary(bytes));
	}

	/**
	 * Verify that the message is the peer's close frame, with any reason.
	 * @param code the code, 1005 for a close frame without a status
	 * @return this
	 */
	public WebSocketMessageAssert isClose(int code) {
		return isExpected(ExpectedMessage.close(code, null));
	}

	/**
	 * Verify that the message is the peer's close frame.
	 * @param code the code, 1005 for a close frame without a status
	 * @param reason the reason, possibly empty
	 * @return this
	 */
	public WebSocketMessageAssert isClose(int code, String reason) {
		return isExpected(ExpectedMessage.close(code, reason));
	}

	private WebSocketMessageAssert isExpected(ExpectedMessage expected) {
		isNotNull();
		if (!expected.matches(this.actual)) {
			throw failureWithActualExpected(this.actual, expected, "expected %s, but was %s", expected,
					expected.difference(this.actual));
		}
		return this;
	}

}
