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

import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.clientwebsocket.WebSocketMessage;

/**
 * Hands what comes in to the application's listeners, one after the other. A listener
 * that throws is logged and counted, and nothing else.
 */
final class ListenerLoop {

	private static final Logger logger = LoggerFactory.getLogger(ListenerLoop.class);

	private static final int IN_A_ROW = 256;

	private final String name;

	private final Consumer<WebSocketMessage> onMessage;

	private final Consumer<Gap> onGap;

	private final BiConsumer<Connection, Throwable> onFailure;

	private final Counters counters;

	ListenerLoop(String name, Consumer<WebSocketMessage> onMessage, Consumer<Gap> onGap,
			BiConsumer<Connection, Throwable> onFailure, Counters counters) {
		this.name = name;
		this.onMessage = onMessage;
		this.onGap = onGap;
		this.onFailure = onFailure;
		this.counters = counters;
	}

	/**
	 * Hand over what is there, but not more than others can wait for who want the thread.
	 * @return whether there may be more
	 */
	boolean run(InboundChannel channel) {
		for (int i = 0; i < IN_A_ROW; i++) {
			InboundChannel.Slot next = channel.pollSlot();
			if (next == null) {
				return false;
			}
			deliver(next.value(), next.source());
		}
		return true;
	}

	private void deliver(Received received, Connection source) {
		try {
			if (received instanceof Received.Message message) {
				this.onMessage.accept(message.value());
			}
			else if (received instanceof Gap gap) {
				this.onGap.accept(gap);
			}
		}
		catch (RuntimeException | Error ex) { // also one thrown by an assertion
			this.counters.listenerFailures.increment();
			logger.warn("A listener of connection '{}' threw", this.name, ex);
			this.onFailure.accept(source, ex);
		}
	}

}
