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

package io.clientwebsocket.benchmarks.subject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * A channel after its upgrade.
 */
final class FloorChannel {

	private static final int BUFFER_SIZE = 256 * 1024;

	private static final String END_OF_HEAD = "\r\n\r\n";

	private final SocketChannel channel;

	/** What was read and not yet taken; between position and limit. */
	private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_SIZE).flip();

	private FloorChannel(SocketChannel channel) {
		this.channel = channel;
	}

	static FloorChannel open(URI uri, boolean deflate) throws IOException {
		FloorChannel opened = new FloorChannel(SocketChannel.open(new InetSocketAddress(uri.getHost(), uri.getPort())));
		opened.channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
		opened.upgrade(uri, deflate);
		return opened;
	}

	private void upgrade(URI uri, boolean deflate) throws IOException {
		String request = "GET " + uri.getPath() + " HTTP/1.1\r\nHost: " + uri.getAuthority()
				+ "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
				+ "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
				+ (deflate ? "Sec-WebSocket-Extensions: permessage-deflate\r\n" : "") + "\r\n";
		write(StandardCharsets.US_ASCII.encode(request));
		int end = -1;
		while (end < 0) {
			fill();
			end = StandardCharsets.ISO_8859_1.decode(this.in.duplicate()).toString().indexOf(END_OF_HEAD);
		}
		this.in.position(end + END_OF_HEAD.length());
	}

	ByteBuffer in() {
		return this.in;
	}

	/** Read more, behind what is there. */
	void fill() throws IOException {
		this.in.compact();
		if (this.channel.read(this.in) <= 0) {
			throw new IOException("expected more bytes, but the connection ended or the buffer is full");
		}
		this.in.flip();
	}

	void write(ByteBuffer bytes) throws IOException {
		while (bytes.hasRemaining()) {
			this.channel.write(bytes);
		}
	}

	void close() {
		try {
			this.channel.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
