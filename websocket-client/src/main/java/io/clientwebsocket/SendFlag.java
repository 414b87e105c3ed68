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
 * How one frame of a message is sent.
 *
 * @since 0.1.0
 * @see ClientWebSocket#send(java.nio.ByteBuffer, MessageType, SendFlag...)
 */
public enum SendFlag {

	/**
	 * The frame is the last of its message.
	 */
	END_OF_MESSAGE,

	/**
	 * The message is sent as it is, although compression was agreed: for what has a
	 * secret in it beside something that others can choose (see {@link DeflateOptions} on
	 * the attacks CRIME and BREACH), and for what is compressed already. All frames of a
	 * message have it, or none. Without compression it changes nothing.
	 */
	DISABLE_COMPRESSION

}
