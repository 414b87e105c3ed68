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
 * Compression of messages with permessage-deflate (RFC 7692). Immutable. The options of a
 * connector are what it offers to a server, and {@link HandshakeResponse#deflate()} is
 * what was agreed; the options of a socket without a handshake are what was agreed
 * already.
 * <p>
 * <b>Security.</b> Compression tells how much of a message repeats. Do not compress a
 * secret together with, or after, data that somebody else can choose: from the length of
 * the frames, which encryption does not hide, they can guess the secret piece by piece
 * (the attacks CRIME and BREACH). Send such messages with
 * {@link SendFlag#DISABLE_COMPRESSION}, or leave compression off.
 * <p>
 * <b>Memory.</b> With context takeover, a socket keeps a window for each direction
 * between messages: up to about 260 KiB of native memory for sending with 15 bits, 2 to
 * 16 KiB with less, and up to about 40 KiB for receiving. Without it, an idle socket
 * keeps none.
 *
 * @param clientMaxWindowBits window of what the client sends: 2 to this power in bytes, 9
 * to 15, or 8 if a server has chosen that
 * @param serverMaxWindowBits window of what the server sends, in the same way
 * @param clientContextTakeover whether a message of the client may refer back to those
 * before it
 * @param serverContextTakeover whether a message of the server may refer back to those
 * before it
 * @param minimumSize size in bytes below which a message is sent without compression; a
 * message whose first frame is not its last one is taken for large
 * @param level effort of compression, 1 (fast) to 9 (small)
 * @since 0.1.0
 * @see ClientWebSocketOptions#deflate()
 */
public record DeflateOptions(int clientMaxWindowBits, int serverMaxWindowBits, boolean clientContextTakeover,
		boolean serverContextTakeover, long minimumSize, int level) {

	private static final DeflateOptions DEFAULTS = new DeflateOptions(15, 15, true, true, 0, 6);

	public DeflateOptions {
		requireWithin("clientMaxWindowBits", clientMaxWindowBits, 8, 15);
		requireWithin("serverMaxWindowBits", serverMaxWindowBits, 8, 15);
		requireWithin("level", level, 1, 9);
		if (minimumSize < 0) {
			throw new IllegalArgumentException("'minimumSize' must not be negative, but was " + minimumSize);
		}
	}

	/**
	 * Compression of every message with the largest windows, context takeover and level
	 * 6.
	 * @return the default options
	 */
	public static DeflateOptions defaults() {
		return DEFAULTS;
	}

	/**
	 * The same options with another window of what the client sends.
	 * @param bits 2 to this power in bytes, 9 to 15: many servers refuse an offer of 8
	 * @return the options with this window
	 */
	public DeflateOptions withClientMaxWindowBits(int bits) {
		requireWithin("clientMaxWindowBits", bits, 9, 15);
		return new DeflateOptions(bits, this.serverMaxWindowBits, this.clientContextTakeover,
				this.serverContextTakeover, this.minimumSize, this.level);
	}

	/**
	 * The same options with another window of what the server sends.
	 * @param bits 2 to this power in bytes, 9 to 15: many servers refuse an offer of 8
	 * @return the options with this window
	 */
	public DeflateOptions withServerMaxWindowBits(int bits) {
		requireWithin("serverMaxWindowBits", bits, 9, 15);
		return new DeflateOptions(this.clientMaxWindowBits, bits, this.clientContextTakeover,
				this.serverContextTakeover, this.minimumSize, this.level);
	}

	/**
	 * The same options with or without context takeover of what the client sends.
	 * @param takeover whether a message may refer back to those before it
	 * @return the options with or without it
	 */
	public DeflateOptions withClientContextTakeover(boolean takeover) {
		return new DeflateOptions(this.clientMaxWindowBits, this.serverMaxWindowBits, takeover,
				this.serverContextTakeover, this.minimumSize, this.level);
	}

	/**
	 * The same options with or without context takeover of what the server sends.
	 * @param takeover whether a message may refer back to those before it
	 * @return the options with or without it
	 */
	public DeflateOptions withServerContextTakeover(boolean takeover) {
		return new DeflateOptions(this.clientMaxWindowBits, this.serverMaxWindowBits, this.clientContextTakeover,
				takeover, this.minimumSize, this.level);
	}

	/**
	 * The same options with another size below which messages are not compressed.
	 * @param bytes size in bytes, 0 to compress every message
	 * @return the options with this size
	 */
	public DeflateOptions withMinimumSize(long bytes) {
		return new DeflateOptions(this.clientMaxWindowBits, this.serverMaxWindowBits, this.clientContextTakeover,
				this.serverContextTakeover, bytes, this.level);
	}

	/**
	 * The same options with another effort of compression.
	 * @param level 1 (fast) to 9 (small)
	 * @return the options with this level
	 */
	public DeflateOptions withLevel(int level) {
		return new DeflateOptions(this.clientMaxWindowBits, this.serverMaxWindowBits, this.clientContextTakeover,
				this.serverContextTakeover, this.minimumSize, level);
	}

	private static void requireWithin(String name, int value, int least, int most) {
		if (value < least || value > most) {
			throw new IllegalArgumentException(
					"'" + name + "' must be within " + least + " to " + most + ", but was " + value);
		}
	}

}
