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

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Somebody who is connected to the feed. Public, because Jetty calls it by reflection.
 */
public final class FeedConnection implements Session.Listener.AutoDemanding {

	/**
	 * Messages that may wait for a reader. One who is slower misses prices, which are
	 * soon replaced by newer ones anyway.
	 */
	private static final int MOST_WAITING = 1000;

	private static final Logger logger = LoggerFactory.getLogger(FeedConnection.class);

	private final Set<FeedConnection> connections;

	private final AtomicInteger waiting = new AtomicInteger();

	// written by the thread that opens
	private volatile @Nullable Session session;

	/**
	 * Create a new connection.
	 * @param connections where it is a member as long as it is open
	 */
	FeedConnection(Set<FeedConnection> connections) {
		this.connections = connections;
	}

	@Override
	public void onWebSocketOpen(Session session) {
		this.session = session;
		this.connections.add(this);
		logger.info("Feed connection opened by {}", session.getRemoteSocketAddress());
	}

	void send(String text) {
		Session session = this.session;
		if (session != null && this.waiting.get() < MOST_WAITING) {
			this.waiting.incrementAndGet();
			session.sendText(text,
					Callback.from(this.waiting::decrementAndGet, (failure) -> this.waiting.decrementAndGet()));
		}
	}

	@Override
	public void onWebSocketError(Throwable cause) {
		logger.debug("Feed connection failed", cause);
	}

	@Override
	public void onWebSocketClose(int statusCode, String reason, Callback callback) {
		this.connections.remove(this);
		Session session = this.session;
		logger.info("Feed connection closed with {} by {}", statusCode,
				(session != null) ? session.getRemoteSocketAddress() : "nobody");
		callback.succeed();
	}

}
