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
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that watches all channels, as long as there is one. Thread-safe.
 */
final class SelectorLoop {

	/** The loop of all sockets over channels. */
	static final SelectorLoop SHARED = new SelectorLoop();

	private static final Logger logger = LoggerFactory.getLogger(SelectorLoop.class);

	private final ReentrantLock lock = new ReentrantLock();

	/** Open while channels are; guarded by the lock. */
	private @Nullable Selector selector;

	/** Number of channels that are watched; guarded by the lock. */
	private int channels;

	/** Take a channel into care, without watching for anything yet. */
	SelectionKey register(SocketChannel channel, ChannelTransport transport) throws IOException {
		this.lock.lock();
		try {
			Selector watching = this.selector;
			if (watching == null) {
				watching = Selector.open();
				this.selector = watching;
				Selector started = watching;
				StreamEnvironment.start("websocket-selector", () -> run(started));
			}
			SelectionKey key = channel.register(watching, 0, transport);
			this.channels++;
			return key;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Number of channels that are watched. */
	int channels() {
		this.lock.lock();
		try {
			return this.channels;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Tell once when the channel is ready. */
	void watch(SelectionKey key, int operation) {
		key.interestOpsOr(operation);
		key.selector().wakeup();
	}

	/** Close a channel, which is not watched any more. Called once for each. */
	void close(SocketChannel channel) {
		this.lock.lock();
		try {
			this.channels--;
			channel.close();
			if (this.selector != null) {
				this.selector.wakeup();
			}
		}
		catch (IOException ex) {
			logger.debug("Closing {} failed", channel, ex);
		}
		finally {
			this.lock.unlock();
		}
	}

	private void run(Selector watching) {
		try (watching) {
			while (!isIdle()) {
				watching.select(this::tell);
			}
		}
		catch (IOException ex) {
			logger.error("The sockets over channels that are open now are not watched any more", ex);
			forget(watching);
		}
	}

	private void forget(Selector failed) {
		this.lock.lock();
		try {
			this.selector = failed.equals(this.selector) ? null : this.selector;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Whether there is nothing to watch: then the thread ends. */
	private boolean isIdle() {
		this.lock.lock();
		try {
			boolean idle = this.channels == 0;
			if (idle) {
				this.selector = null;
			}
			return idle;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void tell(SelectionKey key) {
		try {
			int ready = key.readyOps();
			key.interestOpsAnd(~ready);
			((ChannelTransport) key.attachment()).onReady(ready);
		}
		catch (CancelledKeyException ex) {
			// closed meanwhile
		}
		catch (RuntimeException ex) {
			logger.error("Could not tell of a channel that is ready", ex);
		}
	}

}
