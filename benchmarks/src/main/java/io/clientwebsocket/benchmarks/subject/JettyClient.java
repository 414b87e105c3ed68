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
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.client.WebSocketClient;

import io.clientwebsocket.benchmarks.message.Message;

/**
 * Jetty's {@code WebSocketClient} with a listener for whole messages.
 */
public final class JettyClient extends ListenerClient {

	private final WebSocketClient client = new WebSocketClient();

	/**
	 * Create.
	 * @param settings what it is made for
	 * @throws Exception if it cannot be started
	 */
	public JettyClient(ClientSettings settings) throws Exception {
		this.client.setMaxBinaryMessageSize(settings.maxMessageSize());
		this.client.setMaxTextMessageSize(settings.maxMessageSize());
		this.client.setMaxFrameSize(0);
		this.client.setAutoFragment(false);
		this.client.setIdleTimeout(Duration.ZERO);
		this.client.start();
	}

	@Override
	Line open(URI uri, Listener listener) throws Exception {
		Session session = this.client.connect(new Endpoint(listener), uri)
			.get(CONNECT_TIMEOUT_SECONDS, TimeUnit.SECONDS);
		return new SessionLine(session);
	}

	@Override
	public void close() {
		LifeCycle.stop(this.client);
	}

	/**
	 * Where Jetty delivers messages. Public, as Jetty asks for it.
	 */
	public static final class Endpoint implements Session.Listener.AutoDemanding {

		private final Listener listener;

		Endpoint(Listener listener) {
			this.listener = listener;
		}

		@Override
		public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
			this.listener.part(payload, true);
			callback.succeed();
		}

		@Override
		public void onWebSocketText(String text) {
			this.listener.text(text, true);
		}

		@Override
		public void onWebSocketError(Throwable cause) {
			this.listener.failed(cause);
		}

	}

	/**
	 * A session.
	 */
	private record SessionLine(Session session) implements Line {

		@Override
		public void send(Message message, Completion completion) {
			Callback callback = Callback.from(() -> completion.ended(null), completion::ended);
			String text = message.text();
			if (text != null) {
				this.session.sendText(text, callback);
			}
			else {
				this.session.sendBinary(message.bytes().duplicate(), callback);
			}
		}

		@Override
		public void close() {
			this.session.disconnect();
		}

	}

}
