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

import java.net.URI;

import io.clientwebsocket.benchmarks.message.Message;
import io.clientwebsocket.benchmarks.message.MessageSink;
import io.clientwebsocket.benchmarks.message.MessageSource;

/**
 * Opens connections, one after the other, and gives each up at once. For each message of
 * the source one is opened, and the sink is given the message.
 */
public final class ConnectSubject implements Subject {

	private final Client client;

	private final URI uri;

	/**
	 * Create.
	 * @param client who opens connections
	 * @param uri where to
	 */
	public ConnectSubject(Client client, URI uri) {
		this.client = client;
		this.uri = uri;
	}

	@Override
	public void run(MessageSource source, MessageSink sink) throws Exception {
		Message message = source.next();
		while (message != null) {
			Client.Link link = this.client.connect(this.uri);
			sink.part(message.bytes().duplicate(), true);
			link.close();
			message = source.next();
		}
	}

	@Override
	public void close() {
		// nothing stays open
	}

}
