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

package io.clientwebsocket.benchmarks;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * One connection of the server, from its request to its end.
 */
final class ServerConnection implements Runnable {

	/** Written in one piece in a flood. */
	private static final int FLOOD_SIZE = 256 * 1024;

	private final SocketChannel channel;

	private final ServerTotals totals;

	ServerConnection(SocketChannel channel, ServerTotals totals) {
		this.channel = channel;
		this.totals = totals;
	}

	@Override
	public void run() {
		try (this.channel) {
			this.channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
			serve(UpgradeRequest.read(this.channel));
		}
		catch (IOException ex) {
			// the usual end: clients cut the connection when they have enough
		}
	}

	private void serve(UpgradeRequest request) throws IOException {
		if (request.route().equals(Routes.STATISTICS)) {
			write(StandardCharsets.US_ASCII.encode(this.totals.now().toAnswer()));
			return;
		}
		write(StandardCharsets.US_ASCII.encode(request.accept()));
		switch (request.route()) {
			case Routes.FLOOD -> flood((int) request.number(1));
			case Routes.COUNT -> count();
			case Routes.ECHO -> new ServerMessages(this.channel).echo();
			case Routes.SEND_RANDOM -> sendRandom(new RandomMessages(request.number(1), (int) request.number(2)));
			case Routes.EXPECT_RANDOM -> expectRandom(new RandomMessages(request.number(1), (int) request.number(2)));
			default -> throw new IOException("expected a known route, but was " + request.route());
		}
	}

	private void flood(int size) throws IOException {
		ByteBuffer block = ServerFrames.block(RandomMessages.payload(size), FLOOD_SIZE);
		while (true) {
			write(block.rewind());
		}
	}

	private void count() throws IOException {
		FrameCounter counter = new FrameCounter();
		ByteBuffer buffer = ByteBuffer.allocateDirect(FLOOD_SIZE);
		while (this.channel.read(buffer) >= 0) {
			this.totals.add(counter.count(buffer.flip()));
			buffer.compact();
		}
	}

	/** Every third message goes in two fragments. */
	private void sendRandom(RandomMessages messages) throws IOException {
		ByteBuffer frame = ByteBuffer.allocateDirect(RandomMessages.MAX_SIZE + ServerFrames.MAX_HEADER_LENGTH);
		int number = 0;
		ByteBuffer payload = messages.next();
		while (payload != null) {
			if (number++ % 3 == 0) {
				ByteBuffer first = payload.slice(0, payload.remaining() / 2);
				write(ServerFrames.write(frame.clear(), ServerFrames.BINARY, first).flip());
				payload.position(first.limit());
				write(ServerFrames.write(frame.clear(), ServerFrames.FIN, payload).flip());
			}
			else {
				write(ServerFrames.write(frame.clear(), ServerFrames.FIN | ServerFrames.BINARY, payload).flip());
			}
			payload = messages.next();
		}
		awaitEnd();
	}

	private void expectRandom(RandomMessages messages) throws IOException {
		ExpectedMessages expected = new ExpectedMessages(messages);
		new ServerMessages(this.channel).read((bytes, last) -> {
			boolean more = expected.part(bytes, last);
			if (last) {
				this.totals.add(1);
			}
			return more;
		});
		awaitEnd();
	}

	private void awaitEnd() throws IOException {
		ByteBuffer rest = ByteBuffer.allocate(1024);
		int count = 0;
		while (count >= 0) {
			count = this.channel.read(rest.clear());
		}
	}

	private void write(ByteBuffer bytes) throws IOException {
		while (bytes.hasRemaining()) {
			this.channel.write(bytes);
		}
	}

}
