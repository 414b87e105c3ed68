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

package io.clientwebsocket.managed;

import java.util.Iterator;
import java.util.NoSuchElementException;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.WebSocketException;

/**
 * What comes in, for a loop.
 */
final class ReceivedIterator implements Iterator<Received> {

	private final InboundChannel channel;

	private @Nullable Received next;

	private boolean ended;

	ReceivedIterator(InboundChannel channel) {
		this.channel = channel;
	}

	@Override
	public boolean hasNext() {
		if (this.next == null && !this.ended) {
			this.next = take();
			this.ended = this.next == null;
		}
		return this.next != null;
	}

	private @Nullable Received take() {
		try {
			Received received = this.channel.take();
			WebSocketException failure = (received != null) ? null : this.channel.failure();
			if (failure != null) {
				this.ended = true;
				throw new WebSocketException(failure.error(), String.valueOf(failure.getMessage()), failure);
			}
			return received;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return null;
		}
	}

	@Override
	public Received next() {
		Received received = hasNext() ? this.next : null;
		if (received == null) {
			throw new NoSuchElementException("The connection was stopped");
		}
		this.next = null;
		return received;
	}

}
