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

package io.clientwebsocket.benchmarks.server;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

import io.clientwebsocket.benchmarks.message.Content;
import io.clientwebsocket.benchmarks.message.ExpectedMessages;
import io.clientwebsocket.benchmarks.message.Message;
import io.clientwebsocket.benchmarks.message.MessageSink;
import io.clientwebsocket.benchmarks.message.RandomMessages;

/**
 * One connection of the server, from its request to its end.
 */
final class ServerConnection implements Runnable {

	/** Written in one piece in a flood. */
	private static final int FLOOD_SIZE = 256 * 1024;

	/** Room for headers, and for what compression may add. */
	private static final int MAX_GROWTH = 1024;

	private final SocketChannel channel;

	private final ServerTotals totals;

	ServerConnection(SocketChannel channel, ServerTotals totals) {
		this.channel = channel;
		this.totals = totals;
	}

	@Override
	public void run() {
		try {
			this.channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
			if (serve(UpgradeRequest.read(this.channel))) {
				this.channel.close();
			}
		}
		catch (IOException | RuntimeException ex) {
			end(ex);
		}
	}

	/** The usual end: clients cut the connection when they have enough. */
	private void end(Exception cause) {
		if (cause instanceof RuntimeException || !this.channel.isConnected()) {
			System.err.println("connection failed: " + cause);
		}
		try {
			this.channel.close();
		}
		catch (IOException ex) {
			System.err.println("connection cannot be closed: " + ex);
		}
	}

	/** Whether the connection has ended. */
	private boolean serve(UpgradeRequest request) throws IOException {
		if (request.route().equals(Routes.STATISTICS)) {
			write(StandardCharsets.US_ASCII.encode(this.totals.now().toAnswer()));
			return true;
		}
		write(request.accept());
		switch (request.route()) {
			case Routes.FLOOD -> flood(request.content(), (int) request.number(2));
			case Routes.COUNT -> count();
			case Routes.ECHO -> new ServerMessages(this.channel).echo();
			case Routes.WAIT -> awaitEnd();
			case Routes.SEND_RANDOM -> sendRandom(request.content(), random(request));
			case Routes.EXPECT_RANDOM -> expectRandom(random(request));
			case Routes.PARK -> {
				this.totals.park(this.channel);
				return false;
			}
			default -> throw new IOException("expected a known route, but was " + request.route());
		}
		return true;
	}

	private static RandomMessages random(UpgradeRequest request) {
		return new RandomMessages(request.number(2), (int) request.number(3), request.content());
	}

	private void flood(Content content, int size) throws IOException {
		ByteBuffer block = new OutgoingMessages(content).block(content.messages(size), FLOOD_SIZE);
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
	private void sendRandom(Content content, RandomMessages messages) throws IOException {
		OutgoingMessages outgoing = new OutgoingMessages(content);
		ByteBuffer frame = ByteBuffer.allocateDirect(RandomMessages.MAX_SIZE + MAX_GROWTH);
		int number = 0;
		Message message = messages.next();
		while (message != null) {
			ByteBuffer payload = outgoing.payload(message);
			if (number++ % 3 == 0) {
				ByteBuffer first = payload.slice(0, payload.remaining() / 2);
				write(ServerFrames.write(frame.clear(), outgoing.firstByte(), first).flip());
				payload.position(first.limit());
				write(ServerFrames.write(frame.clear(), ServerFrames.FIN, payload).flip());
			}
			else {
				write(ServerFrames.write(frame.clear(), ServerFrames.FIN | outgoing.firstByte(), payload).flip());
			}
			message = messages.next();
		}
		awaitEnd();
	}

	private void expectRandom(RandomMessages messages) throws IOException {
		ExpectedMessages expected = new ExpectedMessages(messages);
		new ServerMessages(this.channel).read(new CountingSink(expected, this.totals));
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

	/**
	 * Counts the messages of another sink.
	 */
	private record CountingSink(MessageSink sink, ServerTotals totals) implements MessageSink {

		@Override
		public boolean part(ByteBuffer bytes, boolean last) {
			boolean more = this.sink.part(bytes, last);
			if (last) {
				this.totals.add(1);
			}
			return more;
		}

		@Override
		public boolean text(CharSequence text, boolean last) {
			throw new IllegalStateException("expected bytes");
		}

	}

}
