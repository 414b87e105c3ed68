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

package io.clientwebsocket.test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.jetty.JettyWebSocketConnector;
import io.clientwebsocket.stream.StreamWebSockets;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The other end of a real connection over loopback: with a handshake, plain or with TLS,
 * or over its bare streams. The sockets of a test class share a connector of each kind.
 */
final class SocketPeer extends RawPeer {

	private static final Pattern KEY = Pattern.compile("Sec-WebSocket-Key: *(\\S+)", Pattern.CASE_INSENSITIVE);

	private static final Pattern EXTENSIONS = Pattern.compile("Sec-WebSocket-Extensions: *(.+)\r\n",
			Pattern.CASE_INSENSITIVE);

	/** Small, so that a peer that does not read blocks the client soon. */
	private static final int RECEIVE_BUFFER = 64 * 1024;

	private static final SSLSocketFactory SERVER_SOCKETS = TestCertificates.serverContext().getSocketFactory();

	private static @Nullable JettyWebSocketConnector plain;

	private static @Nullable JettyWebSocketConnector tls;

	private final ExecutorService writer = Executors.newSingleThreadExecutor();

	private final Socket tcp;

	private final Socket socket;

	private final ClientWebSocket client;

	private SocketPeer(Socket tcp, ClientWebSocket client) {
		this.tcp = tcp;
		this.socket = tcp;
		this.client = client;
	}

	private SocketPeer(JettyWebSocketConnector connector, ClientWebSocketOptions options, boolean secure)
			throws Exception {
		try (ServerSocket server = listen()) {
			URI uri = URI.create((secure ? "wss" : "ws") + "://127.0.0.1:" + server.getLocalPort() + "/");
			CompletableFuture<ClientWebSocket> connect = connector.connectAsync(uri,
					options.toBuilder().sslContext(connector.options().sslContext()).build());
			this.tcp = server.accept();
			this.tcp.setTcpNoDelay(true);
			this.tcp.setSoTimeout((int) TIMEOUT.toMillis());
			this.socket = secure ? secure(this.tcp) : this.tcp;
			this.socket.getOutputStream().write(answer(readHead()).getBytes(StandardCharsets.ISO_8859_1));
			this.client = connect.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
		}
	}

	private static ServerSocket listen() throws IOException {
		ServerSocket server = new ServerSocket();
		server.setReceiveBufferSize(RECEIVE_BUFFER);
		server.setSoTimeout((int) TIMEOUT.toMillis());
		server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		return server;
	}

	/** Over the streams of a connection, without a handshake. */
	static RawPeer streams(ClientWebSocketOptions options) throws IOException {
		try (ServerSocket server = listen()) {
			Socket socket = new Socket(server.getInetAddress(), server.getLocalPort());
			socket.setTcpNoDelay(true);
			Socket tcp = server.accept();
			tcp.setTcpNoDelay(true);
			return new SocketPeer(tcp,
					StreamWebSockets.openClient(socket.getInputStream(), socket.getOutputStream(), options));
		}
	}

	static RawPeer plain(ClientWebSocketOptions options) throws Exception {
		return new SocketPeer(plainConnector(), options, false);
	}

	static RawPeer tls(ClientWebSocketOptions options) throws Exception {
		if (tls == null) {
			tls = JettyWebSocketConnector
				.create(ClientWebSocketOptions.builder().sslContext(TestCertificates.clientContext()).build());
		}
		return new SocketPeer(tls, options, true);
	}

	static JettyWebSocketConnector plainConnector() {
		if (plain == null) {
			plain = JettyWebSocketConnector.create(ClientWebSocketOptions.defaults());
		}
		return plain;
	}

	/** Stop the connectors of this test class. */
	static void stopConnectors() {
		for (JettyWebSocketConnector connector : new JettyWebSocketConnector[] { plain, tls }) {
			if (connector != null) {
				connector.close();
				assertThat(connector.openSockets()).as("open sockets").isZero();
			}
		}
		plain = null;
		tls = null;
	}

	private static SSLSocket secure(Socket tcp) throws IOException {
		SSLSocket socket = (SSLSocket) SERVER_SOCKETS.createSocket(tcp, null, true);
		socket.setUseClientMode(false);
		socket.startHandshake();
		return socket;
	}

	private String readHead() throws IOException {
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
			int next = this.socket.getInputStream().read();
			if (next < 0) {
				throw new IOException("expected a request, but was the end after: " + head);
			}
			head.write(next);
		}
		return head.toString(StandardCharsets.ISO_8859_1);
	}

	private static String answer(String head) throws GeneralSecurityException {
		Matcher key = KEY.matcher(head);
		if (!key.find()) {
			throw new AssertionError("expected a key, but was " + head);
		}
		byte[] accept = (key.group(1) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII);
		Matcher offer = EXTENSIONS.matcher(head);
		String extensions = offer.find() ? "Sec-WebSocket-Extensions: " + agree(offer.group(1)) + "\r\n" : "";
		return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" + extensions
				+ "Sec-WebSocket-Accept: "
				+ Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(accept)) + "\r\n\r\n";
	}

	/** The answer of a server that agrees to everything that is offered. */
	static String agree(String offer) {
		return offer.replaceFirst("; client_max_window_bits(?!=)", "");
	}

	@Override
	ClientWebSocket client() {
		return this.client;
	}

	@Override
	void send(byte[] bytes) {
		write(() -> {
			this.socket.getOutputStream().write(bytes);
			this.socket.getOutputStream().flush();
		});
	}

	@Override
	void fin() {
		write(() -> {
			this.socket.shutdownOutput();
			if (this.socket != this.tcp) {
				this.tcp.shutdownOutput();
			}
		});
	}

	private void write(Write write) {
		this.writer.execute(() -> {
			try {
				write.run();
			}
			catch (IOException ex) {
				// the client is gone: reading tells it
			}
		});
	}

	@Override
	void reset() {
		try {
			this.tcp.setSoLinger(true, 0);
			this.tcp.close();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	int read(ByteBuffer target, Wait wait) throws IOException {
		this.tcp.setSoTimeout(wait.remainingMillis());
		try {
			byte[] bytes = new byte[target.remaining()];
			int count = this.socket.getInputStream().read(bytes);
			target.put(bytes, 0, Math.max(0, count));
			return count;
		}
		catch (SocketTimeoutException ex) {
			throw wait.expired();
		}
	}

	@Override
	void awaitBytes() throws Exception {
		ContractTests.await("bytes from the client", () -> {
			try {
				return this.tcp.getInputStream().available() > 0;
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
	}

	@Override
	public void close() {
		this.client.abort();
		this.writer.shutdownNow();
		try {
			this.tcp.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	void assertNothingLeft() {
		// the connector counts the sockets of all tests: see stopConnectors
	}

	/** A write that may come too late. */
	@FunctionalInterface
	private interface Write {

		void run() throws IOException;

	}

}
