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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Receives that wait, in the order of their calls. Guarded by the lock of
 * {@link Inbound}, but for {@link #isAwaited()}.
 */
final class ReceiveQueue {

	private final Deque<Receive<?>> receives = new ArrayDeque<>(1);

	/** Whether an asynchronous receive is the next one; written under the lock. */
	private volatile boolean awaited;

	boolean isEmpty() {
		return this.receives.isEmpty();
	}

	/** The receive whose turn it is, {@code null} if none waits. */
	@Nullable Receive<?> head() {
		return this.receives.peek();
	}

	void add(Receive<?> receive) {
		this.receives.add(receive);
		tell();
	}

	/**
	 * Take a receive out.
	 * @return whether it waited
	 */
	boolean remove(Receive<?> receive) {
		boolean waited = this.receives.remove(receive);
		tell();
		return waited;
	}

	/**
	 * Take out those that no thread waits for.
	 * @return the asynchronous receives
	 */
	List<Receive<?>> removeAsynchronous() {
		List<Receive<?>> removed = this.receives.stream().filter((receive) -> !receive.isBlocking()).toList();
		this.receives.removeAll(removed);
		tell();
		return removed;
	}

	private void tell() {
		Receive<?> head = this.receives.peek();
		this.awaited = head != null && !head.isBlocking();
	}

	/** Whether a future waits for what comes next. Any thread may ask. */
	boolean isAwaited() {
		return this.awaited;
	}

}
