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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link FaultProxy}, in front of a server that echoes.
 */
@Timeout(30)
class FaultProxyTests {

	private static final int TIMEOUT_MILLIS = 10_000;

	/** How long nothing must come. */
	private static final int SILENCE_MILLIS = 100;

	private EchoServer server;

	@BeforeEach
	void startServer() throws IOException {
		this.server = new EchoServer();
	}

	@AfterEach
	void nothingIsLeft() throws IOException {
		this.server.close();
		assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
			.noneMatch((name) -> name.startsWith("fault-proxy-"));
	}

	@Test
	void noFaultIsSetThenEverythingPassesAndIsRecorded() throws Exception {
		try (FaultProxy proxy = FaultProxy.start(this.server.uri()); Socket client = connect(proxy)) {
			send(client, "hello");
			client.shutdownOutput();
			assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("hello");
			FaultConnection connection = proxy.connection(1);
			assertThat(connection.number()).isEqualTo(1);
			assertThat(connection.toServer().passed()).isEqualTo(5);
			assertThat(connection.toServer().bytes()).asString().isEqualTo("hello");
			assertThat(connection.toClient().bytes()).asString().isEqualTo("hello");
			assertThat(proxy.connectionCount()).isEqualTo(1);
		}
	}

	@Test
	void uriIsThatOfTheTargetWithThePortOfTheProxy() {
		try (FaultProxy proxy = FaultProxy.start(URI.create("wss://localhost:" + this.server.port() + "/a?b=c"))) {
			assertThat(proxy.uri()).isEqualTo(URI.create("wss://127.0.0.1:" + proxy.port() + "/a?b=c"));
		}
	}

	@Test
	void moreThan64KibibytesPassThenTheFirstOfThemAreKept() throws Exception {
		byte[] large = new byte[1_000_000];
		large[65_535] = 1;
		try (FaultProxy proxy = FaultProxy.start(this.server.uri()); Socket client = connect(proxy)) {
			CompletableFuture<byte[]> echo = CompletableFuture.supplyAsync(() -> read(client, large.length));
			client.getOutputStream().write(large);
			assertThat(echo.get(10, TimeUnit.SECONDS)).isEqualTo(large);
			FaultLine line = proxy.connection(1).toServer();
			assertThat(line.passed()).isEqualTo(large.length);
			assertThat(line.bytes()).hasSize(65_536).endsWith(1);
		}
	}

	@Test
	void lineIsStalledThenNothingPassesUntilItResumes() throws Exception {
		try (FaultProxy proxy = start((connection) -> connection.toClient().stall()); Socket client = connect(proxy)) {
			send(client, "late");
			assertSilent(client);
			proxy.connection(1).toClient().resume();
			assertThat(read(client, 4)).asString().isEqualTo("late");
		}
	}

	@Test
	void lineIsABlackholeThenWhatWasSentIsLost() throws Exception {
		try (FaultProxy proxy = FaultProxy.start(this.server.uri()); Socket client = connect(proxy)) {
			FaultLine line = proxy.connection(1).toServer().blackhole();
			// more than buffers hold: it is taken
			client.getOutputStream().write(new byte[20_000_000]);
			assertSilent(client);
			assertThat(line.passed()).isZero();
		}
	}

	@Test
	void connectionIsSilencedThenNeitherBytesNorEndsPass() throws Exception {
		try (FaultProxy proxy = start(FaultConnection::silence); Socket client = connect(proxy)) {
			send(client, "lost");
			client.shutdownOutput();
			assertSilent(client);
			assertThat(proxy.connection(1).toServer().passed()).isZero();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 7, 9 })
	void connectionIsResetAfterBytesThenExactlyTheyArrive(int bytes) throws Exception {
		try (FaultProxy proxy = start((connection) -> connection.toClient().resetAfter(bytes));
				Socket client = connect(proxy)) {
			proxy.connection(1);
			if (bytes > 0) {
				send(client, "0123456789");
			}
			assertThat(read(client, bytes)).asString().isEqualTo("0123456789".substring(0, bytes));
			assertThatExceptionOfType(SocketException.class).isThrownBy(() -> client.getInputStream().read());
			assertThat(proxy.connection(1).toClient().passed()).isEqualTo(bytes);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 7 })
	void lineEndsAfterBytesThenExactlyTheyArriveAndTheOtherLineGoesOn(int bytes) throws Exception {
		try (FaultProxy proxy = start((connection) -> connection.toClient().finAfter(bytes));
				Socket client = connect(proxy)) {
			send(client, "0123456789");
			assertThat(client.getInputStream().readAllBytes()).hasSize(bytes);
			send(client, "more");
			assertThat(this.server.awaitReceived(14)).isTrue();
			send(client, "!");
			assertThat(this.server.awaitReceived(15)).isTrue();
			assertThat(proxy.connection(1).toServer().bytes()).asString().isEqualTo("0123456789more!");
		}
	}

	@Test
	void bitsAreFlippedThenTheRestIsWhole() throws Exception {
		try (FaultProxy proxy = start((connection) -> connection.toServer().flip(1, 0).flip(1, 1).flip(3, 7));
				Socket client = connect(proxy)) {
			client.getOutputStream().write(new byte[6]);
			assertThat(read(client, 6)).containsExactly(0, 3, 0, 0x80, 0, 0);
		}
	}

	@Test
	void lineHasSlicesARateAndADelayThenEverythingPassesInOrder() throws Exception {
		byte[] sent = "0123456789".repeat(10).getBytes(StandardCharsets.US_ASCII);
		try (FaultProxy proxy = start((connection) -> {
			connection.toServer().slice(3).delay(Duration.ofMillis(1));
			connection.toClient().rate(10_000);
		}); Socket client = connect(proxy)) {
			client.getOutputStream().write(sent);
			assertThat(read(client, sent.length)).isEqualTo(sent);
		}
	}

	@Test
	void connectionIsEndedNowThenTheClientSeesHow() throws Exception {
		try (FaultProxy proxy = FaultProxy.start(this.server.uri());
				Socket first = connect(proxy);
				Socket second = connect(proxy)) {
			proxy.connection(1).reset();
			assertThatExceptionOfType(SocketException.class).isThrownBy(() -> first.getInputStream().read());
			proxy.connection(2).fin();
			assertThat(second.getInputStream().read()).isEqualTo(-1);
		}
	}

	@Test
	void connectionsHaveFaultsOfTheirOwn() throws Exception {
		try (FaultProxy proxy = start((connection) -> {
			if (connection.number() == 1) {
				connection.toClient().finAfter(0);
			}
		}); Socket first = connect(proxy); Socket second = connect(proxy)) {
			assertThat(first.getInputStream().read()).isEqualTo(-1);
			send(second, "whole");
			assertThat(read(second, 5)).asString().isEqualTo("whole");
		}
	}

	@Test
	void portIsClosedThenConnectionsAreRefusedUntilItOpensAgain() throws Exception {
		try (FaultProxy proxy = FaultProxy.start(this.server.uri()); Socket before = connect(proxy)) {
			proxy.connection(1);
			proxy.refuse();
			assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> connect(proxy));
			send(before, "open");
			assertThat(read(before, 4)).asString().isEqualTo("open");
			proxy.accept();
			try (Socket after = connect(proxy)) {
				send(after, "again");
				assertThat(read(after, 5)).asString().isEqualTo("again");
			}
		}
	}

	@Test
	void serverIsGoneThenTheClientIsReset() throws Exception {
		this.server.close();
		try (FaultProxy proxy = FaultProxy.start(this.server.uri()); Socket client = connect(proxy)) {
			assertThatExceptionOfType(SocketException.class).isThrownBy(() -> client.getInputStream().read());
		}
	}

	@Test
	void proxyIsClosedThenStalledConnectionsEnd() throws Exception {
		Socket client;
		try (FaultProxy proxy = start((connection) -> connection.toClient().stall())) {
			client = connect(proxy);
			send(client, "late");
			assertThat(this.server.awaitReceived(4)).isTrue();
		}
		try (client) {
			assertThat(readToAnyEnd(client)).isZero();
		}
	}

	@Test
	void faultsCannotBeSetThenCloseSaysSo() throws Exception {
		FaultProxy proxy = start((connection) -> connection.toClient().slice(0));
		try (Socket client = connect(proxy)) {
			assertThatExceptionOfType(SocketException.class).isThrownBy(() -> client.getInputStream().read());
			assertThatIllegalStateException().isThrownBy(proxy::close)
				.withRootCauseInstanceOf(IllegalArgumentException.class)
				.havingCause()
				.withMessage("'bytes' must be at least 1, but was 0");
		}
	}

	@Test
	void argumentIsWrongThenItIsNamed() {
		FaultLine line = new FaultConnection(1, new Socket()).toClient();
		Stream
			.<Runnable>of(() -> line.rate(0), () -> line.resetAfter(-1), () -> line.finAfter(-1),
					() -> line.flip(-1, 0), () -> line.flip(0, 8), () -> line.delay(Duration.ofMillis(-1)))
			.forEach((call) -> assertThatIllegalArgumentException().isThrownBy(call::run)
				.withMessageMatching("'\\w+' must be .*, but was -?\\d+"));
		assertThatIllegalArgumentException().isThrownBy(() -> FaultProxy.start(URI.create("ws://localhost/")))
			.withMessageStartingWith("'target' must have a host and a port, but was ");
	}

	private FaultProxy start(Consumer<FaultConnection> faults) {
		return FaultProxy.start(this.server.uri(), faults);
	}

	private static Socket connect(FaultProxy proxy) throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
		socket.setSoTimeout(TIMEOUT_MILLIS);
		return socket;
	}

	private static void send(Socket socket, String text) throws IOException {
		socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
	}

	private static byte[] read(Socket socket, int count) {
		try {
			return socket.getInputStream().readNBytes(count);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static int readToAnyEnd(Socket socket) {
		try {
			return socket.getInputStream().readAllBytes().length;
		}
		catch (IOException ex) {
			return 0;
		}
	}

	private static void assertSilent(Socket socket) throws IOException {
		socket.setSoTimeout(SILENCE_MILLIS);
		assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> socket.getInputStream().read());
		socket.setSoTimeout(TIMEOUT_MILLIS);
	}

	/** A server that sends back what it gets, on any number of connections. */
	private static final class EchoServer implements AutoCloseable {

		private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

		private final CountDownLatch[] received = Stream.generate(() -> new CountDownLatch(1))
			.limit(100)
			.toArray(CountDownLatch[]::new);

		private int count;

		EchoServer() throws IOException {
			daemon(this::accept);
		}

		int port() {
			return this.socket.getLocalPort();
		}

		URI uri() {
			return URI.create("ws://127.0.0.1:" + port() + "/");
		}

		/** Wait until so many of the first 100 bytes have come. */
		boolean awaitReceived(int bytes) throws InterruptedException {
			return this.received[bytes - 1].await(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
		}

		private void accept() {
			try {
				while (true) {
					Socket connection = this.socket.accept();
					daemon(() -> echo(connection));
				}
			}
			catch (IOException ex) {
				// closed
			}
		}

		private void echo(Socket connection) {
			byte[] block = new byte[4096];
			try (connection) {
				InputStream in = connection.getInputStream();
				for (int size = in.read(block); size != -1; size = in.read(block)) {
					count(size);
					connection.getOutputStream().write(block, 0, size);
				}
			}
			catch (IOException ex) {
				// the client is gone
			}
		}

		private synchronized void count(int size) {
			for (int i = 0; i < size && this.count < this.received.length; i++) {
				this.received[this.count++].countDown();
			}
		}

		private static void daemon(Runnable action) {
			Thread thread = new Thread(action, "echo-server");
			thread.setDaemon(true);
			thread.start();
		}

		@Override
		public void close() throws IOException {
			this.socket.close();
		}

	}

}
