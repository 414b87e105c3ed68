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

package io.clientwebsocket.spring;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.adapter.AbstractWebSocketSession;
import org.springframework.web.util.UriComponentsBuilder;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.HandshakeResponse;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketState;

/**
 * Spring's view of a socket. May be used from many threads.
 */
final class ConnectorWebSocketSession extends AbstractWebSocketSession<ClientWebSocket> {

	private final String id = idGenerator.generateId().toString();

	private final ClientWebSocket socket;

	private final URI uri;

	private final HttpHeaders handshakeHeaders;

	private final @Nullable Executor executor;

	private final OutgoingParts parts = new OutgoingParts();

	private volatile int textMessageSizeLimit;

	private volatile int binaryMessageSizeLimit;

	/** Whether the application has closed this session. */
	private volatile boolean closing;

	private final IncomingPongs pongs;

	ConnectorWebSocketSession(ClientWebSocket socket, URI uri, HttpHeaders handshakeHeaders,
			ClientWebSocketOptions options, IncomingPongs pongs) {
		super(null);
		this.socket = socket;
		this.uri = uri;
		this.handshakeHeaders = handshakeHeaders;
		this.executor = options.executor();
		this.textMessageSizeLimit = (int) options.maxMessageSize();
		this.binaryMessageSizeLimit = (int) options.maxMessageSize();
		this.pongs = pongs;
		initializeNativeSession(socket);
	}

	@Nullable Executor executor() {
		return this.executor;
	}

	boolean isClosing() {
		return this.closing;
	}

	IncomingPongs pongs() {
		return this.pongs;
	}

	@Override
	public String getId() {
		return this.id;
	}

	@Override
	public URI getUri() {
		return this.uri;
	}

	@Override
	public HttpHeaders getHandshakeHeaders() {
		return this.handshakeHeaders;
	}

	@Override
	public @Nullable Principal getPrincipal() {
		return null;
	}

	@Override
	public @Nullable InetSocketAddress getLocalAddress() {
		return null;
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * Host and port of the URI, unresolved: a proxy may be what resolves the name.
	 */
	@Override
	public InetSocketAddress getRemoteAddress() {
		int defaultPort = "wss".equalsIgnoreCase(this.uri.getScheme()) ? 443 : 80;
		return InetSocketAddress.createUnresolved(this.uri.getHost(),
				(this.uri.getPort() != -1) ? this.uri.getPort() : defaultPort);
	}

	@Override
	public @Nullable String getAcceptedProtocol() {
		return this.socket.subprotocol();
	}

	@Override
	public List<WebSocketExtension> getExtensions() {
		HandshakeResponse response = this.socket.handshake();
		String agreed = (response != null) ? response.firstHeader("Sec-WebSocket-Extensions") : null;
		return (agreed != null) ? WebSocketExtension.parseExtensions(agreed) : List.of();
	}

	@Override
	public void setTextMessageSizeLimit(int messageSizeLimit) {
		Assert.isTrue(messageSizeLimit > 0, "'messageSizeLimit' must be positive");
		this.textMessageSizeLimit = messageSizeLimit;
	}

	@Override
	public int getTextMessageSizeLimit() {
		return this.textMessageSizeLimit;
	}

	@Override
	public void setBinaryMessageSizeLimit(int messageSizeLimit) {
		Assert.isTrue(messageSizeLimit > 0, "'messageSizeLimit' must be positive");
		this.binaryMessageSizeLimit = messageSizeLimit;
	}

	@Override
	public int getBinaryMessageSizeLimit() {
		return this.binaryMessageSizeLimit;
	}

	@Override
	public boolean isOpen() {
		return !this.closing && this.socket.state() == WebSocketState.OPEN;
	}

	@Override
	protected void sendTextMessage(TextMessage message) throws IOException {
		send(() -> this.parts.sendText(this.socket, message.getPayload(), message.isLast()));
	}

	@Override
	protected void sendBinaryMessage(BinaryMessage message) throws IOException {
		send(() -> this.parts.sendBinary(this.socket, message.getPayload(), message.isLast()));
	}

	private static void send(Sending sending) throws IOException {
		try {
			sending.send();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			InterruptedIOException interrupted = new InterruptedIOException("Interrupted while sending a message");
			interrupted.initCause(ex);
			throw interrupted;
		}
		catch (WebSocketException ex) {
			throw new IOException("Cannot send a message: " + ex.getMessage(), ex);
		}
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored") // a PING that is lost has no answer
	protected void sendPingMessage(PingMessage message) throws IOException {
		ByteBuffer payload = message.getPayload();
		CompletableFuture<Duration> answer = this.socket.pingAsync(payload);
		if (answer.isCompletedExceptionally()) {
			throw new IOException("Cannot send a PING", this.socket.failure());
		}
		answer.thenRun(() -> this.pongs.add(payload));
	}

	@Override
	protected void sendPongMessage(PongMessage message) throws IOException {
		send(() -> this.socket.sendPong(message.getPayload()));
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored") // the loop sees how it ends
	protected void closeInternal(CloseStatus status) {
		if (status.getCode() == CloseStatus.NO_CLOSE_FRAME.getCode()) {
			this.closing = true;
			this.socket.abort();
			return;
		}
		String reason = StringUtils.hasLength(status.getReason()) ? status.getReason() : null;
		this.socket.closeAsync(new io.clientwebsocket.CloseStatus(status.getCode()), reason);
		this.closing = true;
	}

	/** How the other side's close frame is told to Spring. */
	CloseStatus peerStatus() {
		io.clientwebsocket.CloseStatus status = this.socket.closeStatus();
		if (status == null) {
			return CloseStatus.NO_CLOSE_FRAME;
		}
		String reason = this.socket.closeReason();
		return new CloseStatus(status.code(), StringUtils.hasLength(reason) ? reason : null);
	}

	/** The session without the query of its URI, which may be secret. */
	@Override
	public String toString() {
		String address = UriComponentsBuilder.fromUri(this.uri).replaceQuery(null).toUriString();
		return getClass().getSimpleName() + "[id=" + this.id + ", uri=" + address + "]";
	}

	/** A message on its way out. */
	private interface Sending {

		void send() throws InterruptedException;

	}

}
