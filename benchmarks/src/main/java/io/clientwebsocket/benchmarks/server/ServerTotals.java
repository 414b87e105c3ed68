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

import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

import io.clientwebsocket.benchmarks.process.ProcessUsage;

/**
 * What the server counted.
 */
final class ServerTotals {

	private final AtomicLong messages = new AtomicLong();

	private final Queue<SocketChannel> parked = new ConcurrentLinkedQueue<>();

	/** Keep a connection open that nobody serves. */
	void park(SocketChannel channel) {
		this.parked.add(channel);
	}

	void add(long count) {
		this.messages.addAndGet(count);
	}

	ServerStatistics now() {
		return new ServerStatistics(System.nanoTime(), ProcessUsage.cpuNanos(), this.messages.get());
	}

}
