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

package io.clientwebsocket.jetty;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.SessionContainer;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.frames.Frame;
import org.eclipse.jetty.http2.frames.PingFrame;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP/2 connections of an HTTP client of our own. One that may be dead, because a
 * stream of it was given up, is asked whether it lives: otherwise new sockets would be
 * opened on it for as long as TCP tries to reach the server.
 */
final class Http2Connections {

	/** How long a PING of HTTP/2 may go unanswered. */
	private static final Duration PING_TIMEOUT = Duration.ofSeconds(5);

	/** How long a server may take to end a connection that it was told to end. */
	private static final Duration END_TIMEOUT = Duration.ofSeconds(1);

	private final HTTP2Client client;

	/** Those that are asked at this moment. */
	private final Set<Session> asked = ConcurrentHashMap.newKeySet();

	Http2Connections(HTTP2Client client) {
		this.client = client;
	}

	HTTP2Client client() {
		return this.client;
	}

	/**
	 * Find out whether a connection lives, and end it if it does not.
	 * @param local its address on this machine
	 * @param remote that of the server: connections to two servers may share a port here
	 */
	void check(@Nullable SocketAddress local, @Nullable SocketAddress remote) {
		sessions(local, remote).filter(this.asked::add).forEach((session) -> new Check(session).begin());
	}

	/**
	 * Cut a connection that carries nothing and was told to end by GOAWAY, if it does not
	 * end soon. Some servers leave that to the client; and if one closes the connection
	 * without a GOAWAY of its own, Jetty leaves it half open.
	 * @param local its address on this machine
	 * @param remote that of the server: connections to two servers may share a port here
	 */
	void ending(@Nullable SocketAddress local, @Nullable SocketAddress remote) {
		sessions(local, remote).forEach((session) -> new Ending(session).begin());
	}

	private Stream<HTTP2Session> sessions(@Nullable SocketAddress local, @Nullable SocketAddress remote) {
		return this.client.getBean(SessionContainer.class)
			.getSessions()
			.stream()
			.filter((session) -> local != null && local.equals(session.getLocalSocketAddress()))
			.filter((session) -> remote != null && remote.equals(session.getRemoteSocketAddress()))
			.map(HTTP2Session.class::cast);
	}

	/** One question. Whatever comes from the server is an answer. */
	private final class Check implements HTTP2Session.FrameListener, HTTP2Session.LifeCycleListener {

		private final HTTP2Session session;

		private final AtomicBoolean ended = new AtomicBoolean();

		private volatile Scheduler.Task timeout = () -> false;

		Check(HTTP2Session session) {
			this.session = session;
		}

		void begin() {
			this.timeout = Http2Connections.this.client.getScheduler()
				.schedule(this::timedOut, PING_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
			this.session.addEventListener(this);
			this.session.ping(new PingFrame(System.nanoTime(), false), Callback.NOOP);
			if (this.session.isClosed()) {
				end();
			}
		}

		@Override
		public void onIncomingFrame(Session session, Frame frame) {
			end();
		}

		@Override
		public void onClose(Session session) {
			end();
		}

		private boolean end() {
			boolean first = this.ended.compareAndSet(false, true);
			if (first) {
				this.timeout.cancel();
				this.session.removeEventListener(this);
				Http2Connections.this.asked.remove(this.session);
			}
			return first;
		}

		private void timedOut() {
			if (end()) {
				this.session.onConnectionFailure(ErrorCode.NO_ERROR.code, "no_answer_to_ping");
				// what is written to a dead peer may never leave
				this.session.getEndPoint().close();
			}
		}

	}

	/** The last moments of a connection. */
	private final class Ending implements Connection.Listener {

		private final HTTP2Session session;

		private volatile Scheduler.Task timeout = () -> false;

		Ending(HTTP2Session session) {
			this.session = session;
		}

		void begin() {
			this.timeout = Http2Connections.this.client.getScheduler()
				.schedule(this.session::disconnect, END_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
			this.session.getEndPoint().getConnection().addEventListener(this);
			if (this.session.isDisconnected()) {
				this.timeout.cancel();
			}
		}

		@Override
		public void onClosed(Connection connection) {
			this.timeout.cancel();
		}

	}

}
