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

import java.io.IOException;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpUpgrader;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.transport.HttpDestination;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.HandshakeResponse;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.engine.WebSocketEngine;
import io.clientwebsocket.protocol.HandshakeKey;

/**
 * One handshake of an {@linkplain ConnectAttempt attempt}: request, answer, upgrade.
 */
final class Handshake implements HttpUpgrader, HttpUpgrader.Factory {

	private static final Logger logger = LoggerFactory.getLogger(Handshake.class);

	/** How often a request that no server has looked at is sent again. */
	private static final int MAX_REPETITIONS = 3;

	private final ConnectAttempt attempt;

	private final HandshakeRound round;

	private final URI uri;

	private final ClientWebSocketOptions options;

	private final HttpClient httpClient;

	private final HandshakeKey key;

	private final HandshakeVersion version;

	private final ProxyRoute route;

	private final ResponseBody body = new ResponseBody();

	/** Whether the attempt was told how this ended. */
	private final AtomicBoolean over = new AtomicBoolean();

	private volatile Request request;

	private volatile List<String> cookies = List.of();

	/** The answer once its head is there. */
	private volatile @Nullable HandshakeResponse answered;

	/** The stream that carries the socket, once it is open over HTTP/2. */
	private volatile @Nullable Http2Transport stream;

	/** Whether the request was sent on a connection that had been used before. */
	private volatile boolean reused;

	/** How often the request was sent again. */
	private final AtomicInteger repetitions = new AtomicInteger();

	Handshake(ConnectAttempt attempt, HandshakeRound round) {
		this.attempt = attempt;
		this.round = round;
		this.uri = round.request().uri();
		this.options = attempt.options();
		this.httpClient = attempt.httpClient();
		this.key = HandshakeKey.generate(attempt.sockets().random());
		this.version = new HandshakeVersion(round.request(), this.options, this.httpClient,
				attempt.sockets().http1Origins());
		this.route = new ProxyRoute(this.uri, this.httpClient);
		this.request = newRequest();
	}

	void start() {
		WebSocketHandshakeException refusal = this.version.refusal();
		if (refusal != null) {
			fail(refusal);
		}
		else if (takeCookies()) {
			send(this.request);
		}
	}

	private boolean takeCookies() {
		try {
			this.cookies = Cookies.toSend(this.options.cookieHandler(), this.uri);
			return true;
		}
		catch (IOException | RuntimeException ex) {
			fail(HandshakeFailures.cookies(this.uri, ex));
			return false;
		}
	}

	private void keepCookies(HandshakeResponse answer) {
		try {
			Cookies.received(this.options.cookieHandler(), this.uri, answer.headers());
		}
		catch (IOException | RuntimeException ex) {
			fail(HandshakeFailures.cookies(this.uri, ex));
		}
	}

	private Request newRequest() {
		return this.httpClient.newRequest(WebSocketUris.toHttp(this.uri))
			.attribute(HttpUpgrader.Factory.class.getName(), this)
			.followRedirects(false)
			.onRequestBegin(this::onBegin)
			// the timeouts of an ordinary request are none of a socket
			.timeout(0, TimeUnit.MILLISECONDS)
			.idleTimeout(0, TimeUnit.MILLISECONDS);
	}

	private void send(Request request) {
		if (this.over.get()) {
			return;
		}
		this.route.beginAgain();
		this.version.apply(request);
		Challenges.reserve(request, this.httpClient);
		request.onResponseHeaders(this::onHeaders)
			.onResponseContentSource(this::onContentSource)
			.send(this::onComplete);
		if (this.over.get()) {
			// an abort that came before there was something to abort has done nothing
			((HttpRequest) request).getConversation().abort(new ClosedChannelException(), Promise.noop());
			this.route.release();
		}
	}

	private void onBegin(Request request) {
		this.route.onBegin(request);
		SharedConnections connections = sharedConnections(request);
		this.reused = connections != null && connections.isUsed(request.getConnection());
	}

	private @Nullable SharedConnections sharedConnections(Request request) {
		return (this.httpClient.resolveDestination(request) instanceof HttpDestination destination
				&& destination.getConnectionPool() instanceof SharedConnections connections) ? connections : null;
	}

	@Override
	public HttpUpgrader newHttpUpgrader(HttpVersion version) {
		return this;
	}

	@Override
	public void prepare(Request request) {
		this.version.negotiated(request);
		try {
			new RequestHead(this.options, this.round, this.cookies, this.key).write(request, request.getVersion());
		}
		catch (RuntimeException ex) {
			// the answer to a challenge cannot be computed
			fail(HandshakeFailures.failure(WebSocketError.FAULTED, this.uri,
					"the credentials cannot be sent: " + ex.getMessage(), ex));
			throw ex;
		}
	}

	@Override
	public void upgrade(Response response, EndPoint endPoint, Callback callback) {
		try {
			HandshakeResponse answer = HandshakeAnswers.of(response, this.version.fallback());
			HandshakeCheck check = new HandshakeCheck(this.uri, this.key, this.options.subprotocols(),
					this.options.deflate());
			String subprotocol = check.check(answer, response.getVersion());
			HandshakeResponse agreed = answer.withDeflate(check.extensions(answer));
			keepCookies(answer);
			if (this.attempt.decide()) {
				openOrTell(endPoint, agreed, subprotocol);
			}
			else {
				refuse(endPoint);
			}
			callback.succeeded();
		}
		catch (RuntimeException ex) {
			refuse(endPoint);
			callback.failed(ex);
		}
	}

	private void openOrTell(EndPoint endPoint, HandshakeResponse answer, @Nullable String subprotocol) {
		try {
			open(endPoint, answer, subprotocol);
		}
		catch (RuntimeException ex) {
			this.attempt.notOpened(ex);
			throw ex;
		}
	}

	private static void refuse(EndPoint endPoint) {
		// a stream that nobody has taken cannot be closed: it ends with the request
		if (endPoint.getConnection() != null) {
			endPoint.close();
		}
	}

	private void open(EndPoint endPoint, HandshakeResponse answer, @Nullable String subprotocol) {
		this.version.worked();
		JettyTransport transport = transport(endPoint, answer);
		endPoint.upgrade(transport);
		ClientWebSocket socket = this.attempt.sockets()
			.open((settings) -> WebSocketEngine.open(transport, settings), this.options, subprotocol, answer,
					socketEnd(endPoint, answer));
		logger.debug("<- Handshake with {}: open", WebSocketUris.name(this.uri));
		this.attempt.opened(socket);
	}

	/** Whether the socket has its connection for itself. */
	private static boolean isOwn(HandshakeResponse answer) {
		return answer.httpVersion() == io.clientwebsocket.HttpVersion.HTTP_1_1;
	}

	/**
	 * Who is told of the end of the socket. Keeps little: the socket lives long, the
	 * handshake and its request need not.
	 */
	private OpenSockets.SocketEnd socketEnd(EndPoint endPoint, HandshakeResponse answer) {
		if (isOwn(answer)) {
			// the connection has ended with it
			return (silent) -> {
			};
		}
		ProxyRoute way = this.route;
		Runnable notQuiet = QuietConnections.begin(endPoint);
		return (silent) -> {
			notQuiet.run();
			if (silent) {
				way.checkConnection(endPoint.getLocalSocketAddress(), endPoint.getRemoteSocketAddress());
			}
		};
	}

	private JettyTransport transport(EndPoint endPoint, HandshakeResponse answer) {
		if (isOwn(answer)) {
			return new JettyTransport(endPoint, this.httpClient.getExecutor());
		}
		Http2Transport transport = new Http2Transport(endPoint, this.httpClient.getExecutor(), this.request);
		this.stream = transport;
		return transport;
	}

	private void onHeaders(Response response) {
		HandshakeResponse answer = HandshakeAnswers.of(response, this.version.fallback());
		this.answered = answer;
		SharedConnections connections = sharedConnections(response.getRequest());
		if (connections != null) {
			connections.answered(response.getRequest().getConnection());
		}
		if (!HandshakeAnswers.opens(answer)) {
			keepCookies(answer);
		}
		if (HttpStatus.isInformational(answer.status()) && answer.status() != HttpStatus.SWITCHING_PROTOCOLS_101) {
			// Jetty knows some interim answers; what follows another is never told
			fail(statusFailure(answer));
		}
	}

	private void onContentSource(Response response, Content.Source content) {
		Http2Transport opened = this.stream;
		if (opened != null) {
			// what follows is the socket's: nobody else may read it
			opened.content(content);
		}
		else {
			// enough is known: do not wait for the end of an endless answer
			this.body.read(content, () -> refused(response, HandshakeAnswers.of(response, this.version.fallback())));
		}
	}

	private void onComplete(Result result) {
		Throwable problem = result.getFailure();
		HandshakeResponse answer = this.answered;
		Http2Transport opened = this.stream;
		if (opened != null && problem != null) {
			opened.failed(problem);
		}
		else if (answer != null && !HandshakeAnswers.opens(answer) && !HandshakeAnswers.isGarbled(problem)) {
			refused(result.getResponse(), answer);
		}
		else if (problem != null && mayRepeat(problem)) {
			sendAgain();
		}
		else if (problem != null) {
			fail(this.route.failure(problem));
		}
	}

	/** Whether nobody has looked at the request, so that it is worth another one. */
	private boolean mayRepeat(Throwable problem) {
		if (this.answered != null || this.attempt.isDecided()) {
			return false;
		}
		boolean http2 = this.request.getVersion() == HttpVersion.HTTP_2;
		// a server may end a connection with its last stream, and without a word
		boolean closed = this.reused && problem instanceof ClosedChannelException;
		if (http2 && (closed || Http2Failures.isUnprocessed(problem))) {
			return this.repetitions.getAndIncrement() < MAX_REPETITIONS;
		}
		return this.version.fallBack(problem);
	}

	private void sendAgain() {
		this.request = newRequest();
		send(this.request);
	}

	private WebSocketHandshakeException statusFailure(HandshakeResponse answer) {
		return new WebSocketHandshakeException(WebSocketError.NOT_A_WEBSOCKET, this.uri,
				"Handshake with " + WebSocketUris.name(this.uri) + " failed: expected status "
						+ HandshakeAnswers.expectedStatus(answer) + ", but was " + answer.status(),
				answer, this.body.text(answer.firstHeader("Content-Type")), null);
	}

	/** There is no time left, nor is there for a connection that is not yet one. */
	void timeOut() {
		HandshakeResponse answer = this.answered;
		Connection connection = this.request.getConnection();
		this.attempt.fail((answer != null && !HandshakeAnswers.opens(answer)) ? statusFailure(answer)
				: this.route.timedOut(this.options));
		this.route.releaseTimedOut(connection, this.options.handshakeTimeout());
	}

	private void refused(Response response, HandshakeResponse answer) {
		if (this.over.compareAndSet(false, true)) {
			WebSocketHandshakeException failure = statusFailure(answer);
			this.attempt.answered(this.round, failure, Challenges.of(this.request, response, this.httpClient));
			release(failure);
		}
	}

	private void fail(WebSocketHandshakeException failure) {
		if (this.over.compareAndSet(false, true)) {
			this.attempt.fail(failure);
		}
	}

	/** The attempt has failed. */
	void abort(WebSocketHandshakeException failure) {
		this.over.set(true);
		release(failure);
	}

	/** Let go of the connection, if the request has not come to its end. */
	@SuppressWarnings("FutureReturnValueIgnored") // whether Jetty was quicker makes no
													// difference
	private void release(WebSocketHandshakeException failure) {
		this.request
			.abort((failure.getCause() != null) ? failure.getCause() : new TimeoutException(failure.getMessage()));
		this.route.release();
	}

}
