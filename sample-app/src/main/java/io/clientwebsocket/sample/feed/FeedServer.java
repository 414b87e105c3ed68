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

package io.clientwebsocket.sample.feed;

import java.io.IOException;
import java.io.UncheckedIOException;

import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.SmartLifecycle;

/**
 * WebSocket server of the feed. Its port is taken when the bean is created, so that
 * others can be told where it is; it answers from the start of the life cycle on.
 */
final class FeedServer implements SmartLifecycle, DisposableBean {

	private static final String HOST = "localhost";

	private static final String PATH = "/prices";

	private static final Logger logger = LoggerFactory.getLogger(FeedServer.class);

	private final FeedPublisher publisher;

	private final Server server = new Server(threadPool());

	private final ServerConnector connector = new ServerConnector(this.server, 1, 1);

	FeedServer(int port, FeedPublisher publisher) {
		this.publisher = publisher;
		this.server.setHandler(WebSocketUpgradeHandler.from(this.server,
				(container) -> container.addMapping(PATH, (request, response, callback) -> publisher.newConnection())));
		this.server.addConnector(this.connector);
		this.connector.setHost(HOST);
		this.connector.setPort(port);
		open();
	}

	private static QueuedThreadPool threadPool() {
		QueuedThreadPool threadPool = new QueuedThreadPool(8, 1);
		threadPool.setName("feed");
		return threadPool;
	}

	private void open() {
		try {
			this.connector.open();
		}
		catch (IOException ex) {
			PortInUseException.throwIfPortBindingException(ex, this.connector::getPort);
			throw new UncheckedIOException("Cannot open port " + this.connector.getPort(), ex);
		}
		this.connector.setPort(port()); // the same one after a restart
	}

	/**
	 * Port that the feed listens on.
	 * @return the port, also if any was asked for
	 */
	int port() {
		return this.connector.getLocalPort();
	}

	/**
	 * Before and after everything that is left in Spring's default phase: who listens
	 * finds the feed, and can say goodbye to it.
	 */
	@Override
	public int getPhase() {
		return 0;
	}

	@Override
	public boolean isRunning() {
		return this.server.isRunning();
	}

	@Override
	public void start() {
		try {
			this.server.start();
		}
		catch (Exception ex) {
			throw new IllegalStateException("Cannot start the feed", ex);
		}
		this.publisher.start();
		logger.info("Feed started on ws://{}:{}{}", HOST, port(), PATH);
	}

	@Override
	public void stop() {
		this.publisher.stop();
		try {
			this.server.stop();
		}
		catch (Exception ex) {
			throw new IllegalStateException("Cannot stop the feed", ex);
		}
	}

	@Override
	public void destroy() {
		this.connector.close(); // of an application that failed before the start
	}

}
