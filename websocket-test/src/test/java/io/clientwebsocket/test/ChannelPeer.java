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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.stream.StreamWebSockets;

/**
 * The other end of a Unix domain socket, over which a socket was opened without a
 * handshake.
 */
final class ChannelPeer extends RawPeer {

	private final ExecutorService writer = Executors.newSingleThreadExecutor();

	private final SocketChannel channel;

	private final Selector readable;

	private final Selector writable;

	private final ClientWebSocket client;

	ChannelPeer(ClientWebSocketOptions options) throws IOException {
		Path directory = Files.createTempDirectory("ws");
		UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("s"));
		try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
			server.bind(address);
			SocketChannel client = SocketChannel.open(address);
			this.channel = server.accept();
			this.channel.configureBlocking(false);
			this.readable = watch(SelectionKey.OP_READ);
			this.writable = watch(SelectionKey.OP_WRITE);
			this.client = StreamWebSockets.openClient(client, options);
		}
		finally {
			Files.deleteIfExists(address.getPath());
			Files.delete(directory);
		}
	}

	private Selector watch(int operation) throws IOException {
		Selector selector = Selector.open();
		this.channel.register(selector, operation);
		return selector;
	}

	@Override
	ClientWebSocket client() {
		return this.client;
	}

	@Override
	void send(byte[] bytes) {
		this.writer.execute(() -> {
			try {
				ByteBuffer buffer = ByteBuffer.wrap(bytes);
				while (buffer.hasRemaining()) {
					this.writable.select();
					this.writable.selectedKeys().clear();
					this.channel.write(buffer);
				}
			}
			catch (IOException ex) {
				// the client is gone: reading tells it
			}
		});
	}

	@Override
	void fin() {
		this.writer.execute(() -> {
			try {
				this.channel.shutdownOutput();
			}
			catch (IOException ex) {
				// the client is gone: reading tells it
			}
		});
	}

	@Override
	void reset() {
		try {
			this.channel.close();
			// a channel that is watched is closed by its watchers
			this.readable.selectNow();
			this.writable.selectNow();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	int read(ByteBuffer target, Wait wait) throws IOException {
		awaitReadable(wait);
		return this.channel.read(target);
	}

	private void awaitReadable(Wait wait) throws IOException {
		if (this.readable.select(wait.remainingMillis()) == 0) {
			throw wait.expired();
		}
		this.readable.selectedKeys().clear();
	}

	@Override
	void awaitBytes() throws IOException {
		awaitReadable(Wait.start("bytes from the client", TIMEOUT));
	}

	@Override
	public void close() {
		this.client.abort();
		this.writer.shutdownNow();
		try {
			this.channel.close();
			this.readable.close();
			this.writable.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	void assertNothingLeft() {
		// what all sockets over channels share is looked at behind all tests
	}

}
