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

/**
 * Opcodes of frames (RFC 6455, 5.2). Plain numbers, because a frame is parsed without
 * making objects.
 *
 * @since 0.1.0
 */
public final class Opcode {

	/**
	 * Another frame of the message in progress.
	 */
	public static final int CONTINUATION = 0;

	/**
	 * First frame of a text message.
	 */
	public static final int TEXT = 1;

	/**
	 * First frame of a binary message.
	 */
	public static final int BINARY = 2;

	/**
	 * Close frame.
	 */
	public static final int CLOSE = 8;

	/**
	 * Ping frame.
	 */
	public static final int PING = 9;

	/**
	 * Pong frame.
	 */
	public static final int PONG = 10;

	private Opcode() {
	}

	/**
	 * Whether an opcode stands for a control frame.
	 * @param opcode the opcode
	 * @return {@code true} if its highest bit is set
	 */
	public static boolean isControl(int opcode) {
		return (opcode & 8) != 0;
	}

}
