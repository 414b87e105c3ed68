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

import io.clientwebsocket.benchmarks.message.MessageSink;
import io.clientwebsocket.benchmarks.message.MessageSource;

/**
 * What is measured: one connection of a client, used in one way. A subject that only
 * sends leaves the sink alone, one that only receives the source.
 */
public interface Subject extends AutoCloseable {

	/**
	 * Send what the source has and give the sink what arrives, until either has enough.
	 * @param source what to send
	 * @param sink who takes what arrives
	 * @throws Exception if the connection failed
	 */
	void run(MessageSource source, MessageSink sink) throws Exception;

	/** Give the connection up, without a close handshake. */
	@Override
	void close();

}
