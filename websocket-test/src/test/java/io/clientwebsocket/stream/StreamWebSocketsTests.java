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

package io.clientwebsocket.stream;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SSLContext;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.CloseResult;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.KeepAlive;
import io.clientwebsocket.ProxyOptions;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests of {@link StreamWebSockets}: what is common to all sockets is in the contract
 * tests.
 */
@Timeout(30)
class StreamWebSocketsTests {

	private static final ClientWebSocketOptions OPTIONS = ClientWebSocketOptions.builder()
		.keepAlive(KeepAlive.off())
		.maxMessageSize(8 * 1024 * 1024)
		.build();

	@AfterEach
	void nothingIsLeft() throws Exception {
		StreamResources.awaitNone();
	}

	@Test
	void pipesConnectAClientAndAServer() throws Exception {
		PipedOutputStream toServer = new PipedOutputStream();
		PipedOutputStream toClient = new PipedOutputStream();
		PipedInputStream fromServer = new PipedInputStream(toClient);
		PipedInputStream fromClient = new PipedInputStream(toServer);
		ClientWebSocket client = StreamWebSockets.openClient(fromServer, toServer, OPTIONS);
		ClientWebSocket server = StreamWebSockets.openServer(fromClient, toClient, OPTIONS);
		talk(client, server);
		assertThatExceptionOfType(IOException.class).isThrownBy(fromServer::read).withMessageContaining("closed");
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> toServer.write(1))
			.withMessageContaining("closed");
	}

	@Test
	void channelsConnectAClientAndAServer() throws Exception {
		SocketChannel[] pair = pair();
		ClientWebSocket client = StreamWebSockets.openClient(pair[0], OPTIONS);
		ClientWebSocket server = StreamWebSockets.openServer(pair[1], OPTIONS);
		talk(client, server);
		assertThat(pair[0].isOpen()).isFalse();
		assertThat(pair[1].isOpen()).isFalse();
	}

	@Test
	void channelOfAnotherKindIsReadAndWrittenByThreads() throws Exception {
		SocketChannel[] pair = pair();
		ClientWebSocket client = StreamWebSockets.openClient(new PlainChannel(pair[0]), OPTIONS);
		ClientWebSocket server = StreamWebSockets.openServer(new PlainChannel(pair[1]), OPTIONS);
		talk(client, server);
		assertThat(pair[0].isOpen()).isFalse();
	}

	private static SocketChannel[] pair() throws IOException {
		try (ServerSocketChannel server = ServerSocketChannel.open()) {
			server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
			SocketChannel client = SocketChannel.open(server.getLocalAddress());
			return new SocketChannel[] { client, server.accept() };
		}
	}

	/** Messages of all sizes both ways, a PING each, and a close handshake. */
	private static void talk(ClientWebSocket client, ClientWebSocket server) throws Exception {
		Random random = new Random(5);
		for (int size : new int[] { 0, 1, 125, 126, 65_536, 1_000_000 }) {
			byte[] bytes = new byte[size];
			random.nextBytes(bytes);
			exchange(client, server, bytes);
			exchange(server, client, bytes);
		}
		assertThat(client.ping()).isPositive();
		assertThat(server.ping()).isPositive();
		CompletableFuture<CloseResult> closed = client.closeAsync(CloseStatus.ENDPOINT_UNAVAILABLE, "done");
		assertThat(server.receive()).isEqualTo(new WebSocketMessage.Close(CloseStatus.ENDPOINT_UNAVAILABLE, "done"));
		assertThat(server.close(CloseStatus.NORMAL_CLOSURE, null).outcome()).isEqualTo(CloseResult.Outcome.CLEAN);
		CloseResult result = closed.get(10, TimeUnit.SECONDS);
		assertThat(result.outcome()).isEqualTo(CloseResult.Outcome.CLEAN);
		assertThat(result.received()).isEqualTo(CloseStatus.NORMAL_CLOSURE);
		StreamResources.awaitNone();
	}

	private static void exchange(ClientWebSocket from, ClientWebSocket to, byte[] bytes) throws Exception {
		CompletableFuture<Void> sent = from.sendBinaryAsync(ByteBuffer.wrap(bytes));
		WebSocketMessage received = to.receive();
		assertThat(((WebSocketMessage.Binary) received).toByteArray()).isEqualTo(bytes);
		sent.get(10, TimeUnit.SECONDS);
	}

	@Test
	void abortEndsThePipeAlsoWhereAThreadWaitsAtIt() throws Exception {
		PipedOutputStream toClient = new PipedOutputStream();
		PipedInputStream fromServer = new PipedInputStream(toClient);
		ClientWebSocket client = StreamWebSockets.openClient(fromServer, OutputStream.nullOutputStream(), OPTIONS);
		CompletableFuture<WebSocketMessage> receive = client.receiveAsync();
		client.abort();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> receive.get(10, TimeUnit.SECONDS))
			.withCauseInstanceOf(WebSocketException.class);
		StreamResources.awaitNone();
	}

	@Test
	void streamThatTakesNothingEndsInAWriteTimeout() throws Exception {
		CountDownLatch closed = new CountDownLatch(1);
		ClientWebSocket client = StreamWebSockets.openClient(new SilentStream(closed), new StuckStream(closed),
				OPTIONS.toBuilder().writeTimeout(Duration.ofMillis(50)).build());
		assertThatExceptionOfType(WebSocketException.class).isThrownBy(() -> client.sendText("a"))
			.satisfies((ex) -> assertThat(ex.error()).isEqualTo(WebSocketError.WRITE_TIMEOUT));
		assertThat(client.state()).isEqualTo(WebSocketState.ABORTED);
	}

	@Test
	void streamThatThrowsEndsTheSocketWithItsException() throws Exception {
		InputStream broken = new InputStream() {

			@Override
			public int read() {
				throw new IllegalStateException("broken");
			}

			@Override
			public int read(byte[] target, int offset, int length) {
				return read();
			}

		};
		ClientWebSocket client = StreamWebSockets.openClient(broken, OutputStream.nullOutputStream(), OPTIONS);
		assertThatExceptionOfType(WebSocketException.class).isThrownBy(client::receive)
			.satisfies((ex) -> assertThat(ex.error()).isEqualTo(WebSocketError.CONNECTION_CLOSED_PREMATURELY))
			.withStackTraceContaining("broken");
	}

	@Test
	void optionsSayWhatWasAgreed() throws Exception {
		ClientWebSocketOptions options = OPTIONS.toBuilder().subprotocols("chat").build();
		ClientWebSocket client = StreamWebSockets.openClient(new ByteArrayInputStream(new byte[0]),
				OutputStream.nullOutputStream(), options);
		assertThat(client.subprotocol()).isEqualTo("chat");
		assertThat(client.handshake()).isNull();
		client.abort();
	}

	@Test
	void optionsOfTheHandshakeAreRefusedAllAtOnce() throws Exception {
		ClientWebSocketOptions options = OPTIONS.toBuilder()
			.header("Origin", "x")
			.connectTimeout(Duration.ofSeconds(1))
			.handshakeTimeout(Duration.ofSeconds(1))
			.sslContext(SSLContext.getDefault())
			.proxy(ProxyOptions.http("proxy.example", 3128))
			.subprotocols("a", "b")
			.build();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> StreamWebSockets.openServer(InputStream.nullInputStream(),
					OutputStream.nullOutputStream(), options))
			.withMessage("'options' must not set 'headers', 'handshakeTimeout', 'connectTimeout', 'sslContext',"
					+ " 'proxy', more than one of 'subprotocols': this socket has no handshake");
	}

	@Test
	void channelsThatAreNoConnectionAreRefused() throws Exception {
		try (DatagramChannel datagrams = DatagramChannel.open(); SocketChannel unconnected = SocketChannel.open()) {
			assertThatIllegalArgumentException().isThrownBy(() -> StreamWebSockets.openClient(datagrams, OPTIONS))
				.withMessageContaining("'channel' must be a stream of bytes");
			assertThatExceptionOfType(IOException.class)
				.isThrownBy(() -> StreamWebSockets.openClient(unconnected, OPTIONS))
				.withMessageContaining("expected a channel that is connected");
		}
	}

	@Test
	void socketsOverChannelsShareOneThread() throws Exception {
		int count = 50;
		ClientWebSocket[] sockets = new ClientWebSocket[2 * count];
		for (int i = 0; i < count; i++) {
			SocketChannel[] pair = pair();
			sockets[2 * i] = StreamWebSockets.openClient(pair[0], OPTIONS);
			sockets[2 * i + 1] = StreamWebSockets.openServer(pair[1], OPTIONS);
		}
		AtomicInteger received = new AtomicInteger();
		CompletableFuture<?>[] receives = new CompletableFuture<?>[count];
		for (int i = 0; i < count; i++) {
			receives[i] = sockets[2 * i].receiveAsync().thenAccept((message) -> received.incrementAndGet());
		}
		assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
			.filteredOn((name) -> name.equals("websocket-selector"))
			.hasSize(1);
		for (int i = 0; i < count; i++) {
			sockets[2 * i + 1].sendText("" + i);
		}
		CompletableFuture.allOf(receives).get(10, TimeUnit.SECONDS);
		assertThat(received).hasValue(count);
		for (ClientWebSocket socket : sockets) {
			socket.abort();
		}
	}

	private static void await(CountDownLatch latch) throws IOException {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IOException(ex);
		}
	}

	/** A channel that cannot be watched. */
	private record PlainChannel(SocketChannel channel) implements ByteChannel {

		@Override
		public int read(ByteBuffer target) throws IOException {
			return this.channel.read(target);
		}

		@Override
		public int write(ByteBuffer source) throws IOException {
			return this.channel.write(source);
		}

		@Override
		public boolean isOpen() {
			return this.channel.isOpen();
		}

		@Override
		public void close() throws IOException {
			this.channel.close();
		}

	}

	/** Brings nothing until it is closed. */
	private static final class SilentStream extends InputStream {

		private final CountDownLatch closed;

		SilentStream(CountDownLatch closed) {
			this.closed = closed;
		}

		@Override
		public int read() throws IOException {
			await(this.closed);
			return -1;
		}

		@Override
		public int read(byte[] target, int offset, int length) throws IOException {
			return read();
		}

		@Override
		public void close() {
			this.closed.countDown();
		}

	}

	/** Takes nothing until it is closed. */
	private static final class StuckStream extends OutputStream {

		private final CountDownLatch closed;

		StuckStream(CountDownLatch closed) {
			this.closed = closed;
		}

		@Override
		public void write(int value) throws IOException {
			await(this.closed);
			throw new IOException("closed");
		}

		@Override
		public void close() {
			this.closed.countDown();
		}

	}

}
