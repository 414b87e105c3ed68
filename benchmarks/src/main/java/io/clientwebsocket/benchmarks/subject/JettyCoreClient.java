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
import java.util.concurrent.TimeUnit;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.HttpClientTransportOverHTTP2;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.client.CoreClientUpgradeRequest;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;

import io.clientwebsocket.benchmarks.message.Message;
import io.clientwebsocket.benchmarks.message.MessageSource;

/**
 * Jetty's core client, used as its documentation advises: a demand for each frame,
 * payloads looked at where they are, callbacks that say that they do not block, no
 * cutting into fragments.
 */
public final class JettyCoreClient extends ListenerClient {

	/** In batch mode every frame of this number is sent without it, which flushes. */
	private static final int BATCH = 512;

	private final WebSocketCoreClient client;

	private final Configuration.ConfigurationCustomizer configuration = new Configuration.ConfigurationCustomizer();

	private final boolean large;

	/**
	 * Create.
	 * @param large whether its buffers are as large as ours, and floods of sends are
	 * batched
	 * @param settings what it is made for
	 * @throws Exception if it cannot be started
	 */
	public JettyCoreClient(boolean large, ClientSettings settings) throws Exception {
		this.client = (settings.transport() == Transport.HTTP_2) ? new WebSocketCoreClient(http2(), null)
				: new WebSocketCoreClient();
		this.large = large;
		this.configuration.setAutoFragment(false);
		this.configuration.setMaxFrameSize(0);
		if (large) {
			this.configuration.setInputBufferSize(LARGE_BUFFER_SIZE);
			this.configuration.setOutputBufferSize(LARGE_BUFFER_SIZE);
		}
		this.client.start();
	}

	/** All sockets share one connection. */
	private static HttpClient http2() {
		HttpClient http2 = new HttpClient(new HttpClientTransportOverHTTP2(new HTTP2Client(new ClientConnector())));
		http2.setMaxConnectionsPerDestination(1);
		return http2;
	}

	@Override
	Line open(URI uri, Listener listener) throws Exception {
		CoreClientUpgradeRequest request = CoreClientUpgradeRequest.from(this.client, uri, new Frames(listener));
		request.setConfiguration(this.configuration);
		CoreSession session = this.client.connect(request).get(CONNECT_TIMEOUT_SECONDS, TimeUnit.SECONDS);
		session.demand();
		return new CoreLine(session, this.large ? BATCH : 1);
	}

	@Override
	public void close() {
		LifeCycle.stop(this.client);
	}

	/**
	 * Where Jetty delivers frames.
	 */
	private static final class Frames implements FrameHandler {

		private final Listener listener;

		private CoreSession session;

		@SuppressWarnings("NullAway.Init") // the session comes first
		Frames(Listener listener) {
			this.listener = listener;
		}

		@Override
		public void onOpen(CoreSession session, Callback callback) {
			this.session = session;
			callback.succeeded();
		}

		@Override
		public void onFrame(Frame frame, Callback callback) {
			if (frame.isDataFrame()) {
				this.listener.part(frame.getPayload(), frame.isFin());
			}
			callback.succeeded();
			this.session.demand();
		}

		@Override
		public void onError(Throwable cause, Callback callback) {
			this.listener.failed(cause);
			callback.succeeded();
		}

		@Override
		public void onClosed(CloseStatus closeStatus, Callback callback) {
			this.listener.failed(new IllegalStateException("expected an open session, but was " + closeStatus));
			callback.succeeded();
		}

	}

	/**
	 * A session.
	 */
	private record CoreLine(CoreSession session, int batch) implements Line {

		@Override
		public void send(Message message, Completion completion) {
			this.session.sendFrame(frame(message), callback(completion), false);
		}

		@Override
		public void sendAll(MessageSource source) {
			Message message = source.next();
			if (message == null) {
				return;
			}
			Outstanding outstanding = new Outstanding(Pipeline.maxSends(message.size()));
			Callback callback = callback(outstanding);
			int batched = Math.max(1, Math.min(this.batch, Pipeline.maxSends(message.size()) / 2));
			long number = 0;
			while (message != null) {
				outstanding.begin();
				number++;
				this.session.sendFrame(frame(message), callback, number % batched != 0);
				message = source.next();
			}
			this.session.flush(Callback.NOOP);
			outstanding.awaitAll();
		}

		private static Callback callback(Completion completion) {
			return Callback.from(Invocable.InvocationType.NON_BLOCKING, () -> completion.ended(null),
					completion::ended);
		}

		/** Jetty advances the payload and sets the mask, so each frame is a new one. */
		private static Frame frame(Message message) {
			ByteBuffer payload = message.bytes().duplicate();
			return new Frame((message.text() != null) ? OpCode.TEXT : OpCode.BINARY, payload);
		}

		@Override
		public void close() {
			this.session.abort();
		}

	}

}
