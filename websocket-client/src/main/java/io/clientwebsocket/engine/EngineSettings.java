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

package io.clientwebsocket.engine;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.DeflateOptions;
import io.clientwebsocket.HandshakeResponse;
import io.clientwebsocket.protocol.MessageDeflater;
import io.clientwebsocket.protocol.MessageInflater;
import io.clientwebsocket.protocol.Role;
import io.clientwebsocket.transport.BufferPool;
import io.clientwebsocket.transport.TimeSource;
import io.clientwebsocket.transport.ZlibPool;

/**
 * What an engine socket is opened with, besides its transport.
 *
 * @param role the end that the socket is
 * @param options the options of the socket
 * @param subprotocol the subprotocol that was agreed, or {@code null}
 * @param handshake the server's answer, or {@code null} if there was no handshake
 * @param environment what sockets share
 * @param onEnd called once, when the socket has ended and its transport is released
 * @since 0.1.0
 */
public record EngineSettings(Role role, ClientWebSocketOptions options, @Nullable String subprotocol,
		@Nullable HandshakeResponse handshake, Environment environment, Runnable onEnd) {

	/**
	 * Settings of a socket that is opened without a handshake: both ends have agreed
	 * elsewhere, and the one subprotocol and the compression of the options, if any, are
	 * what was agreed.
	 * @param role the end that the socket is
	 * @param options the options of the socket
	 * @param environment what sockets share
	 * @param onEnd called once, when the socket has ended
	 * @return the settings
	 * @throws IllegalArgumentException if an option is set that belongs to a handshake
	 */
	public static EngineSettings withoutHandshake(Role role, ClientWebSocketOptions options, Environment environment,
			Runnable onEnd) {
		requireAgreed(options);
		String subprotocol = options.subprotocols().isEmpty() ? null : options.subprotocols().get(0);
		return new EngineSettings(role, options, subprotocol, null, environment, onEnd);
	}

	/** All options at once that make no sense without a handshake. */
	private static void requireAgreed(ClientWebSocketOptions options) {
		List<String> wrong = new ArrayList<>();
		if (!options.headers().isEmpty()) {
			wrong.add("'headers'");
		}
		if (!options.handshakeTimeout().equals(ClientWebSocketOptions.defaults().handshakeTimeout())) {
			wrong.add("'handshakeTimeout'");
		}
		if (options.connectTimeout() != null) {
			wrong.add("'connectTimeout'");
		}
		if (options.sslContext() != null) {
			wrong.add("'sslContext'");
		}
		if (options.proxy() != null) {
			wrong.add("'proxy'");
		}
		if (options.credentials() != null) {
			wrong.add("'credentials'");
		}
		if (options.cookieHandler() != null) {
			wrong.add("'cookieHandler'");
		}
		if (options.maxRedirects() != 0) {
			wrong.add("'maxRedirects'");
		}
		if (options.handshakeCustomizer() != null) {
			wrong.add("'handshakeCustomizer'");
		}
		if (options.subprotocols().size() > 1) {
			wrong.add("more than one of 'subprotocols'");
		}
		if (!wrong.isEmpty()) {
			throw new IllegalArgumentException(
					"'options' must not set " + String.join(", ", wrong) + ": this socket has no handshake");
		}
	}

	/** What was agreed on compression, {@code null} if there is none. */
	@Nullable DeflateOptions deflate() {
		return (this.handshake != null) ? this.handshake.deflate() : this.options.deflate();
	}

	/** Compresses what is sent, {@code null} if nothing is. */
	@Nullable MessageDeflater newDeflater() {
		DeflateOptions deflate = deflate();
		if (deflate == null) {
			return null;
		}
		ZlibPool zlib = this.environment.zlib();
		boolean client = this.role == Role.CLIENT;
		int bits = client ? deflate.clientMaxWindowBits() : deflate.serverMaxWindowBits();
		boolean takeover = client ? deflate.clientContextTakeover() : deflate.serverContextTakeover();
		int level = deflate.level();
		return new MessageDeflater(bits, takeover, () -> zlib.acquireDeflater(level),
				(deflater) -> zlib.release(deflater, level));
	}

	/** Decompresses what is received, {@code null} if nothing may be compressed. */
	@Nullable MessageInflater newInflater() {
		DeflateOptions deflate = deflate();
		if (deflate == null) {
			return null;
		}
		ZlibPool zlib = this.environment.zlib();
		boolean takeover = (this.role == Role.CLIENT) ? deflate.serverContextTakeover()
				: deflate.clientContextTakeover();
		return new MessageInflater(takeover, zlib::acquireInflater, zlib::release);
	}

	TimeSource time() {
		return this.environment.time();
	}

	/** Where futures complete. */
	Executor completions() {
		Executor own = this.options.executor();
		return (own != null) ? own : this.environment.executor();
	}

	/**
	 * What sockets share.
	 *
	 * @param time clock and timer
	 * @param buffers buffers to read and write with
	 * @param zlib what compresses and decompresses
	 * @param random where masking keys come from
	 * @param executor threads for writes that the caller does not wait for
	 * @since 0.1.0
	 */
	public record Environment(TimeSource time, BufferPool buffers, ZlibPool zlib, SecureRandom random,
			Executor executor) {

		/**
		 * With a pool of its own for compression.
		 * @param time clock and timer
		 * @param buffers buffers to read and write with
		 * @param random where masking keys come from
		 * @param executor threads for writes that the caller does not wait for
		 */
		public Environment(TimeSource time, BufferPool buffers, SecureRandom random, Executor executor) {
			this(time, buffers, new ZlibPool(), random, executor);
		}

	}

}
