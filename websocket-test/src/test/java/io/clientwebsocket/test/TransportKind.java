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

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.DeflateOptions;

/**
 * What a contract test runs over.
 */
enum TransportKind {

	/** HTTP/1.1 over TCP. */
	PLAIN {

		@Override
		RawPeer open(ClientWebSocketOptions options) throws Exception {
			return SocketPeer.plain(options);
		}

	},

	/** HTTP/1.1 over TLS. */
	TLS {

		@Override
		RawPeer open(ClientWebSocketOptions options) throws Exception {
			return SocketPeer.tls(options);
		}

	},

	/** HTTP/2 without TLS, by prior knowledge. */
	HTTP_2 {

		@Override
		RawPeer open(ClientWebSocketOptions options) throws Exception {
			return Http2Peer.clear(options);
		}

	},

	/** HTTP/2 over TLS. */
	HTTP_2_TLS {

		@Override
		RawPeer open(ClientWebSocketOptions options) throws Exception {
			return Http2Peer.secure(options);
		}

	},

	/** The streams of a TCP connection, without a handshake. */
	STREAM {

		@Override
		RawPeer open(ClientWebSocketOptions options) throws Exception {
			return SocketPeer.streams(options);
		}

	},

	/** A Unix domain socket, without a handshake. */
	CHANNEL {

		@Override
		RawPeer open(ClientWebSocketOptions options) throws Exception {
			return new ChannelPeer(options);
		}

	},

	/** Pipes in memory, on a manual clock. */
	MEMORY {

		@Override
		RawPeer open(ClientWebSocketOptions options) {
			return new MemoryPeer(options);
		}

	},

	/** HTTP/1.1 over TCP, with messages compressed. */
	PLAIN_COMPRESSED(true) {

		@Override
		RawPeer open(ClientWebSocketOptions options) throws Exception {
			return SocketPeer.plain(compressed(options)).compressing();
		}

	},

	/** HTTP/2 without TLS, with messages compressed. */
	HTTP_2_COMPRESSED(true) {

		@Override
		RawPeer open(ClientWebSocketOptions options) throws Exception {
			return Http2Peer.clear(compressed(options)).compressing();
		}

	},

	/** Pipes in memory, on a manual clock, with messages compressed. */
	MEMORY_COMPRESSED(true) {

		@Override
		RawPeer open(ClientWebSocketOptions options) {
			return new MemoryPeer(compressed(options)).compressing();
		}

	};

	private final boolean compressed;

	TransportKind() {
		this(false);
	}

	TransportKind(boolean compressed) {
		this.compressed = compressed;
	}

	private static ClientWebSocketOptions compressed(ClientWebSocketOptions options) {
		return options.toBuilder().deflate(DeflateOptions.defaults()).build();
	}

	/** Whether messages are compressed whatever a test asks for. */
	boolean isCompressed() {
		return this.compressed;
	}

	/** Open a socket over this transport. */
	abstract RawPeer open(ClientWebSocketOptions options) throws Exception;

}
