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

import java.net.SocketAddress;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
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

	// written by the thread that opens, as is the address
	private volatile @Nullable Session session;

	private volatile @Nullable SocketAddress peer;

	// written by the thread that stops the feed
	private volatile boolean goingAway;

	/**
	 * Create a new connection.
	 * @param connections where it is a member as long as it is open
	 */
	FeedConnection(Set<FeedConnection> connections) {
		this.connections = connections;
	}

	@Override
	public void onWebSocketOpen(Session session) {
		this.peer = session.getRemoteSocketAddress();
		this.session = session;
		this.connections.add(this);
		logger.info("Feed connection opened by {}", this.peer);
	}

	void send(String text) {
		Session session = this.session;
		if (session != null && this.waiting.get() < MOST_WAITING) {
			this.waiting.incrementAndGet();
			session.sendText(text,
					Callback.from(this.waiting::decrementAndGet, (failure) -> this.waiting.decrementAndGet()));
		}
	}

	/**
	 * Send a close frame.
	 * @return a future that completes when it is sent or cannot be
	 */
	CompletableFuture<Void> goAway() {
		this.goingAway = true;
		CompletableFuture<Void> sent = new CompletableFuture<>();
		Session session = this.session;
		if (session == null) {
			sent.complete(null);
		}
		else {
			Callback callback = Callback.from(() -> sent.complete(null), (failure) -> sent.complete(null));
			session.close(StatusCode.SHUTDOWN, null, callback);
		}
		return sent;
	}

	@Override
	public void onWebSocketError(Throwable cause) {
		logger.debug("Feed connection failed", cause);
	}

	@Override
	public void onWebSocketClose(int statusCode, String reason, Callback callback) {
		this.connections.remove(this);
		logger.info("Feed connection closed with {} by {}", statusCode, this.goingAway ? "the feed" : this.peer);
		callback.succeed();
	}

}
