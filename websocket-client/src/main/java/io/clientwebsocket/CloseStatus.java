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

package io.clientwebsocket;

/**
 * Status code of a close frame (RFC 6455, 7.4).
 *
 * @param code the code, 1000 to 4999
 * @since 0.1.0
 */
public record CloseStatus(int code) {

	/**
	 * 1000: the purpose of the connection is fulfilled.
	 */
	public static final CloseStatus NORMAL_CLOSURE = new CloseStatus(1000);

	/**
	 * 1001: the endpoint goes away, for example because its process ends.
	 */
	public static final CloseStatus ENDPOINT_UNAVAILABLE = new CloseStatus(1001);

	/**
	 * 1002: the peer broke the protocol.
	 */
	public static final CloseStatus PROTOCOL_ERROR = new CloseStatus(1002);

	/**
	 * 1003: the endpoint cannot accept this type of message.
	 */
	public static final CloseStatus INVALID_MESSAGE_TYPE = new CloseStatus(1003);

	/**
	 * 1005: the close frame carried no status. Never on the wire; sending it sends a
	 * close frame without payload.
	 */
	public static final CloseStatus NO_STATUS = new CloseStatus(1005);

	/**
	 * 1007: a message's content does not fit its type, such as text that is not UTF-8.
	 */
	public static final CloseStatus INVALID_PAYLOAD_DATA = new CloseStatus(1007);

	/**
	 * 1008: a message violates the endpoint's policy.
	 */
	public static final CloseStatus POLICY_VIOLATION = new CloseStatus(1008);

	/**
	 * 1009: a message is too big to process.
	 */
	public static final CloseStatus MESSAGE_TOO_BIG = new CloseStatus(1009);

	/**
	 * 1010: the server did not negotiate an extension that the client needs.
	 */
	public static final CloseStatus MANDATORY_EXTENSION = new CloseStatus(1010);

	/**
	 * 1011: the server met an unexpected condition.
	 */
	public static final CloseStatus INTERNAL_SERVER_ERROR = new CloseStatus(1011);

	/**
	 * 1012: the service restarts.
	 */
	public static final CloseStatus SERVICE_RESTART = new CloseStatus(1012);

	/**
	 * 1013: the service is overloaded; try again later.
	 */
	public static final CloseStatus TRY_AGAIN_LATER = new CloseStatus(1013);

	public CloseStatus {
		if (code < 1000 || code > 4999) {
			throw new IllegalArgumentException("'code' must be within 1000 to 4999, but was " + code);
		}
	}

	/**
	 * Whether the code may stand in a close frame: registered codes that are not reserved
	 * for local use, and 3000 to 4999 (RFC 6455, 7.4.1 and 7.4.2).
	 * @return whether the code may go over the wire
	 */
	public boolean isTransmittable() {
		return (this.code <= 1003) || (this.code >= 1007 && this.code <= 1014) || this.code >= 3000;
	}

	@Override
	public String toString() {
		return Integer.toString(this.code);
	}

}
