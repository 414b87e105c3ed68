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

package io.clientwebsocket.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.Objects;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.engine.EngineSettings;
import io.clientwebsocket.engine.WebSocketEngine;
import io.clientwebsocket.protocol.Role;
import io.clientwebsocket.transport.Transport;

/**
 * Opens sockets over a connection that exists: a pair of streams, or a channel, over
 * which frames may go at once. There is no handshake: both ends must have agreed
 * elsewhere, and the options say what was agreed. A client's frames are masked, a
 * server's are not (RFC 6455, 5.3).
 * <p>
 * <b>Ownership.</b> The connection is the socket's from then on: nobody else reads or
 * writes it, and it is closed when the socket has ended. A {@link SocketChannel} is put
 * into non-blocking mode.
 * <p>
 * <b>Threads.</b> Sockets over {@link SocketChannel}s share one daemon thread that
 * watches all of them; receives read on their caller's thread. A socket over streams, or
 * over a channel of another kind, has two daemon threads of its own until it has ended,
 * because streams can only be waited for by waiting: prefer channels where there are many
 * sockets. Futures complete on threads that all such sockets share, unless the options
 * name an {@linkplain ClientWebSocketOptions#executor() executor}.
 * <p>
 * <b>Options.</b> Those of the handshake ({@code headers}, {@code handshakeTimeout},
 * {@code connectTimeout}, {@code sslContext}, {@code proxy}) cannot be set, and
 * {@code subprotocols} holds at most the one that was agreed. {@code deflate} is what was
 * agreed on compression: the same windows and context takeovers at both ends.
 *
 * @since 0.1.0
 */
public final class StreamWebSockets {

	private StreamWebSockets() {
	}

	/**
	 * Open the client's end over a pair of streams.
	 * @param in what the server sends
	 * @param out what is sent to the server
	 * @param options options of the socket
	 * @return the open socket
	 * @throws IllegalArgumentException if an option is set that belongs to a handshake
	 */
	public static ClientWebSocket openClient(InputStream in, OutputStream out, ClientWebSocketOptions options) {
		return open(Role.CLIENT, transport(in, out), options);
	}

	/**
	 * Open the server's end over a pair of streams.
	 * @param in what the client sends
	 * @param out what is sent to the client
	 * @param options options of the socket
	 * @return the open socket
	 * @throws IllegalArgumentException if an option is set that belongs to a handshake
	 */
	public static ClientWebSocket openServer(InputStream in, OutputStream out, ClientWebSocketOptions options) {
		return open(Role.SERVER, transport(in, out), options);
	}

	/**
	 * Open the client's end over a channel.
	 * @param channel the connection to the server: a connected {@link SocketChannel}, to
	 * an Internet address or a Unix domain one, or a blocking channel of another kind
	 * @param options options of the socket
	 * @return the open socket
	 * @throws IllegalArgumentException if the channel is not a stream of bytes, or an
	 * option is set that belongs to a handshake
	 * @throws IOException if the channel is not connected
	 */
	public static ClientWebSocket openClient(ByteChannel channel, ClientWebSocketOptions options) throws IOException {
		return open(Role.CLIENT, transport(channel), options);
	}

	/**
	 * Open the server's end over a channel.
	 * @param channel the connection to the client, as in
	 * {@link #openClient(ByteChannel, ClientWebSocketOptions)}
	 * @param options options of the socket
	 * @return the open socket
	 * @throws IllegalArgumentException if the channel is not a stream of bytes, or an
	 * option is set that belongs to a handshake
	 * @throws IOException if the channel is not connected
	 */
	public static ClientWebSocket openServer(ByteChannel channel, ClientWebSocketOptions options) throws IOException {
		return open(Role.SERVER, transport(channel), options);
	}

	private static Transport transport(InputStream in, OutputStream out) {
		Objects.requireNonNull(in, "'in' must not be null");
		Objects.requireNonNull(out, "'out' must not be null");
		return new StreamTransport(in, out);
	}

	private static Transport transport(ByteChannel channel) throws IOException {
		Objects.requireNonNull(channel, "'channel' must not be null");
		if (channel instanceof SocketChannel socketChannel) {
			return ChannelTransport.of(socketChannel);
		}
		if (channel instanceof SelectableChannel) {
			throw new IllegalArgumentException(
					"'channel' must be a stream of bytes such as a SocketChannel, but was " + channel);
		}
		return new StreamTransport(Channels.newInputStream(channel), Channels.newOutputStream(channel));
	}

	private static ClientWebSocket open(Role role, Transport transport, ClientWebSocketOptions options) {
		return WebSocketEngine.open(transport,
				EngineSettings.withoutHandshake(role, options, StreamEnvironment.shared(), () -> {
				}));
	}

}
