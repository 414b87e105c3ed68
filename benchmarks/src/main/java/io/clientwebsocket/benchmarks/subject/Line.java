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

import io.clientwebsocket.benchmarks.message.Message;
import io.clientwebsocket.benchmarks.message.MessageSource;

/**
 * An open connection of a client that calls a listener.
 */
interface Line extends Client.Link {

	/**
	 * Send one message. May wait, as the client does.
	 * @param message the message
	 * @param completion told when the client has told
	 */
	void send(Message message, Completion completion);

	/**
	 * Send messages as fast as possible, by one thread.
	 * @param source the messages
	 * @throws Exception if the connection failed
	 */
	default void sendAll(MessageSource source) throws Exception {
		Message message = source.next();
		if (message == null) {
			return;
		}
		Outstanding outstanding = new Outstanding(Pipeline.maxSends(message.size()));
		while (message != null) {
			outstanding.begin();
			send(message, outstanding);
			message = source.next();
		}
		outstanding.awaitAll();
	}

	/**
	 * Send messages as fast as possible, while other threads do so, too.
	 * @param source the messages; any thread may ask it
	 * @throws Exception if the connection failed
	 */
	default void sendAmongOthers(MessageSource source) throws Exception {
		sendAll(source);
	}

}
