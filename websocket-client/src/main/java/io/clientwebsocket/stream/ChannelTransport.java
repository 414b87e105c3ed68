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
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.transport.Transport;
import io.clientwebsocket.transport.TransportListener;

/**
 * A connected channel as a byte pipe: read and written by whoever calls, watched by the
 * {@link SelectorLoop}.
 */
final class ChannelTransport implements Transport {

	private final SocketChannel channel;

	private final SelectionKey key;

	private final SelectorLoop loop;

	private volatile @Nullable TransportListener listener;

	/** What is left of a write that the channel did not take at once. */
	private final AtomicReference<@Nullable ByteBuffer> writing = new AtomicReference<>();

	private final AtomicBoolean closed = new AtomicBoolean();

	private ChannelTransport(SocketChannel channel, SelectorLoop loop) throws IOException {
		this.channel = channel;
		this.loop = loop;
		this.key = loop.register(channel, this);
	}

	static ChannelTransport of(SocketChannel channel) throws IOException {
		if (!channel.isConnected()) {
			throw new IOException("expected a channel that is connected, but was " + channel,
					new NotYetConnectedException());
		}
		channel.configureBlocking(false);
		return new ChannelTransport(channel, SelectorLoop.SHARED);
	}

	@Override
	public void start(TransportListener listener) {
		this.listener = listener;
	}

	@Override
	public int read(ByteBuffer buffer) throws IOException {
		return this.channel.read(buffer);
	}

	@Override
	public void requestRead() {
		watch(SelectionKey.OP_READ);
	}

	@Override
	public boolean write(ByteBuffer buffer) throws IOException {
		this.channel.write(buffer);
		if (!buffer.hasRemaining()) {
			return true;
		}
		this.writing.set(buffer);
		watch(SelectionKey.OP_WRITE);
		return false;
	}

	private void watch(int operation) {
		try {
			this.loop.watch(this.key, operation);
		}
		catch (CancelledKeyException ex) {
			// closed meanwhile: whoever looks at the channel is told by the channel
			tellSoon(operation);
		}
	}

	private void tellSoon(int operation) {
		StreamEnvironment.shared().executor().execute(() -> onReady(operation));
	}

	/** The channel can be read, or written, or both; told by the loop. */
	void onReady(int operations) {
		TransportListener told = this.listener;
		if (told == null) {
			return;
		}
		if ((operations & SelectionKey.OP_WRITE) != 0) {
			goOnWriting(told);
		}
		if ((operations & SelectionKey.OP_READ) != 0) {
			// one thread for all sockets: no code of the application may keep it
			told.onReadable(false);
		}
	}

	private void goOnWriting(TransportListener told) {
		ByteBuffer left = this.writing.getAndSet(null);
		if (left == null) {
			return;
		}
		try {
			this.channel.write(left);
		}
		catch (IOException ex) {
			told.onWriteFailed(ex);
			return;
		}
		if (left.hasRemaining()) {
			this.writing.set(left);
			watch(SelectionKey.OP_WRITE);
		}
		else {
			told.onWritten();
		}
	}

	@Override
	public void close() {
		if (this.closed.compareAndSet(false, true)) {
			this.loop.close(this.channel);
			if (this.writing.get() != null) {
				tellSoon(SelectionKey.OP_WRITE);
			}
		}
	}

	@Override
	public void abort() {
		close();
	}

}
