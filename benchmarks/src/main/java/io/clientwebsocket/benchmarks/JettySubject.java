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

package io.clientwebsocket.benchmarks;

import java.net.URI;
import java.util.concurrent.TimeUnit;

import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.client.CoreClientUpgradeRequest;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;

/**
 * Jetty's core client: frames as they are, without message handlers above them.
 */
final class JettySubject implements Subject {

	/** As Jetty comes, but without cutting frames into pieces. */
	static final Configuration.ConfigurationCustomizer DEFAULTS = configuration();

	/** The same with buffers as large as ours. */
	static final Configuration.ConfigurationCustomizer LARGE_BUFFERS = configuration();

	private static final int LARGE_BUFFER_SIZE = 64 * 1024;

	private static final long CONNECT_TIMEOUT_SECONDS = 10;

	static {
		LARGE_BUFFERS.setInputBufferSize(LARGE_BUFFER_SIZE);
		LARGE_BUFFERS.setOutputBufferSize(LARGE_BUFFER_SIZE);
	}

	private final WebSocketCoreClient client = new WebSocketCoreClient();

	private final JettyFrames frames = new JettyFrames();

	private final CoreSession session;

	private final Use use;

	private JettySubject(URI uri, Use use, Configuration.ConfigurationCustomizer configuration) throws Exception {
		this.client.start();
		CoreClientUpgradeRequest request = CoreClientUpgradeRequest.from(this.client, uri, this.frames);
		request.setConfiguration(configuration);
		this.session = this.client.connect(request).get(CONNECT_TIMEOUT_SECONDS, TimeUnit.SECONDS);
		this.use = use;
	}

	static Factory using(Use use, Configuration.ConfigurationCustomizer configuration) {
		return (uri) -> new JettySubject(uri, use, configuration);
	}

	private static Configuration.ConfigurationCustomizer configuration() {
		Configuration.ConfigurationCustomizer configuration = new Configuration.ConfigurationCustomizer();
		configuration.setAutoFragment(false);
		configuration.setMaxFrameSize(0);
		return configuration;
	}

	@Override
	public void run(MessageSource source, MessageSink sink) throws Exception {
		this.use.run(this.session, this.frames, source, sink);
	}

	@Override
	public void close() {
		this.session.abort();
		LifeCycle.stop(this.client);
	}

	/**
	 * One way to use a session.
	 */
	@FunctionalInterface
	interface Use {

		void run(CoreSession session, JettyFrames frames, MessageSource source, MessageSink sink) throws Exception;

	}

}
