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

package io.clientwebsocket.managed;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.HandshakeResponse;
import io.clientwebsocket.WebSocketConnector;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketStatistics;

/**
 * A connection that stays: it opens a {@link ClientWebSocket}, and a new one whenever
 * that has ended, and says truthfully how it is.
 *
 * <pre class="code">
 * ReconnectingWebSocket prices = ReconnectingWebSocket.builder(connector, uri)
 *         .onOpen((socket) -&gt; socket.sendText("subscribe EURUSD"))
 *         .onMessage((message) -&gt; handle(message))
 *         .onGap((gap) -&gt; reload())
 *         .build()
 *         .start();
 * </pre>
 * <p>
 * <b>Life.</b> One object for the life of the application: it may be started, stopped,
 * paused and resumed any number of times. When it is stopped or has failed, it holds no
 * socket, no timer and no thread.
 * <p>
 * <b>What comes in</b> goes to the listener of {@code onMessage}, or else to whom asks
 * for it by {@link #publisher()} or {@link #received()}. It is in order, over all
 * connections, with a {@link Gap} where one has ended and messages may be missing.
 * Somebody must take it: the end of a connection is seen behind its last message, or by
 * the next send.
 * <p>
 * <b>What goes out</b> goes to the connection that is open. While there is none, a send
 * fails at once and says how the connection is, unless a {@link SendBuffer} lets it wait.
 * Nothing is sent twice: what was under way when a connection ended has failed, although
 * the peer may have it.
 * <p>
 * <b>Threads.</b> Every method may be called from any thread and in any state. The
 * listener of messages and gaps is called by one thread at a time, so is the one of
 * events; no lock is held meanwhile. The threads are those of the builder's or the
 * connector's executor, else of a pool that all connections share while any of them runs.
 *
 * @since 0.1.0
 */
public interface ReconnectingWebSocket extends AutoCloseable {

	/**
	 * A builder of a connection to a server, or to one of several.
	 * @param connector opens the sockets; it stays open when the connection is stopped
	 * @param uris where to connect to, the first with the highest priority
	 * @return a new builder
	 */
	static ReconnectingWebSocketBuilder builder(WebSocketConnector connector, URI... uris) {
		return new ReconnectingWebSocketBuilder(connector, uris);
	}

	/**
	 * Name of this connection.
	 * @return the name, for messages and logs
	 */
	String name();

	/**
	 * How this connection is.
	 * @return the status at this moment
	 */
	ConnectionStatus status();

	/**
	 * State of this connection.
	 * @return the state at this moment
	 */
	default ConnectionState state() {
		return status().state();
	}

	/**
	 * What has happened so far.
	 * @return the numbers at this moment
	 */
	ConnectionCounters counters();

	/**
	 * Server of the open connection.
	 * @return the URI, {@code null} if there is no connection
	 */
	@Nullable URI uri();

	/**
	 * What the server answered to the handshake of the open connection.
	 * @return the answer, {@code null} if there is no connection
	 */
	@Nullable HandshakeResponse handshake();

	/**
	 * Round trip of the last PING that was answered on the open connection.
	 * @return the time, empty if there is none
	 */
	Optional<Duration> lastRoundTrip();

	/**
	 * How much has gone over the open connection, and how much waits to be written to it.
	 * The {@link #counters()} have what went over all connections, and how many messages
	 * wait for one.
	 * @return the numbers at this moment, {@code null} if there is no connection
	 */
	@Nullable WebSocketStatistics statistics();

	/**
	 * Send a PING on the open connection. Keep-alive asks a silent peer only; this tells
	 * the {@linkplain #lastRoundTrip() round trip} of one that is never silent.
	 * @return the round trip, when the PONG has come; fails with a
	 * {@link WebSocketException} if there is no connection, or it ends before that
	 */
	CompletableFuture<Duration> pingAsync();

	/**
	 * Begin, or begin anew what has failed; resume what is paused. Does not wait.
	 * @return this connection
	 */
	ReconnectingWebSocket start();

	/**
	 * Wait until the connection is open.
	 * @param timeout how long to wait
	 * @return whether it is; {@code false} also as soon as it is
	 * {@link ConnectionState#FAILED} or {@link ConnectionState#STOPPED}
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	boolean awaitOpen(Duration timeout) throws InterruptedException;

	/**
	 * End, with a close handshake. What waits to be sent fails; what came in can still be
	 * taken, then {@link #publisher()} and {@link #received()} end.
	 * @param status the status to send
	 * @param reason the reason, at most 123 bytes of UTF-8, or {@code null}
	 * @return completes when no socket is left, within
	 * {@link io.clientwebsocket.ClientWebSocketOptions#closeTimeout()}
	 */
	CompletableFuture<@Nullable Void> stopAsync(CloseStatus status, @Nullable String reason);

	/**
	 * End, with a close handshake of 1000.
	 * @return as {@link #stopAsync(CloseStatus, String)}
	 */
	default CompletableFuture<@Nullable Void> stopAsync() {
		return stopAsync(CloseStatus.NORMAL_CLOSURE, null);
	}

	/**
	 * End, with a close handshake of 1000, and wait for it. An interrupt ends the wait
	 * and stays set. Do not call it on a thread that the connector needs to end the
	 * socket, such as the only one of an executor.
	 */
	@Override
	void close();

	/**
	 * Close the connection until {@link #resume()}. What waits to be sent goes on
	 * waiting, what came in can be taken. Does nothing if it does not run.
	 */
	void pause();

	/**
	 * Undo {@link #pause()}: connect at once.
	 */
	void resume();

	/**
	 * Connect at once: instead of waiting, anew if it is open, again if it has failed.
	 * Does nothing if it is stopped.
	 */
	void reconnectNow();

	/**
	 * Replace the open connection without a gap: open another one, run {@code onOpen} on
	 * it, send on it from then on, and close the old one when it was read to its end.
	 * Then comes what the new one has received meanwhile. For credentials that expire,
	 * and servers that are about to go. Without an open connection it is as
	 * {@link #reconnectNow()}.
	 * @return completes when the new connection is the one; fails with what went wrong,
	 * and then the old one stays
	 */
	CompletableFuture<@Nullable Void> reconnectGracefully();

	/**
	 * Send a text message, and wait until it is written.
	 * @param text the text
	 * @throws WebSocketException if it cannot be sent:
	 * {@link io.clientwebsocket.WebSocketError#INVALID_STATE} if there is no connection,
	 * {@link io.clientwebsocket.WebSocketError#TIMED_OUT} if it has waited too long for
	 * one, {@link io.clientwebsocket.WebSocketError#SEND_QUEUE_FULL} if too many wait
	 * @throws InterruptedException if the thread is interrupted; what waits for a
	 * connection is taken back
	 */
	void sendText(String text) throws InterruptedException;

	/**
	 * Asynchronous form of {@link #sendText(String)}. Ending the future, by a cancel,
	 * {@code orTimeout} or a value, takes back a message that waits.
	 * @param text the text
	 * @return completes when the message is written
	 */
	CompletableFuture<@Nullable Void> sendTextAsync(String text);

	/**
	 * Send a binary message, and wait until it is written.
	 * @param bytes the bytes between position and limit
	 * @throws WebSocketException as {@link #sendText(String)}
	 * @throws InterruptedException as {@link #sendText(String)}
	 */
	void sendBinary(ByteBuffer bytes) throws InterruptedException;

	/**
	 * Asynchronous form of {@link #sendBinary(ByteBuffer)}. The bytes must not change
	 * until the future completes.
	 * @param bytes the bytes between position and limit
	 * @return completes when the message is written
	 */
	CompletableFuture<@Nullable Void> sendBinaryAsync(ByteBuffer bytes);

	/**
	 * Send a request on the open connection, and wait for its reply: the message whose
	 * id, as {@link ReconnectingWebSocketBuilder#replies} tells, is that of the request.
	 * @param id id of the request, with {@code equals} and {@code hashCode}
	 * @param text the request
	 * @return the reply
	 * @throws WebSocketException if it cannot be sent, its connection ends, no reply
	 * comes in time, or too many requests wait
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	WebSocketMessage request(Object id, String text) throws InterruptedException;

	/**
	 * Send a request on the open connection. It never waits for another one. Cancelling
	 * the future ends the wait for the reply.
	 * @param id id of the request, with {@code equals} and {@code hashCode}
	 * @param message the request, text or binary
	 * @return the reply; fails as {@link #request(Object, String)}
	 */
	CompletableFuture<WebSocketMessage> requestAsync(Object id, WebSocketMessage message);

	/**
	 * What comes in, on demand, until it is stopped or has failed; before the first start
	 * it is waited for. After a stop or a failure there is what was not taken yet, and
	 * the end: who wants what comes after the next start subscribes behind that. Each
	 * message goes to one subscriber or loop.
	 * @return the messages and gaps; an error is a {@link WebSocketException}
	 * @throws IllegalStateException if there is a listener to messages
	 */
	Flow.Publisher<Received> publisher();

	/**
	 * What comes in, for a loop: it waits for each message or gap, and ends when the
	 * connection is stopped or the thread is interrupted, with the interrupt still set.
	 * One that has failed is a {@link WebSocketException} in the loop, also in one that
	 * begins after that.
	 * @return the messages and gaps
	 * @throws IllegalStateException if there is a listener to messages
	 */
	Iterable<Received> received();

	/**
	 * What happens to this connection, from now on and without end. A subscriber that is
	 * 256 events behind misses the next.
	 * @return the events
	 */
	Flow.Publisher<ConnectionEvent> events();

}
