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

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.sun.management.UnixOperatingSystemMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.jetty.JettyWebSocketConnector;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many reconnects over the loopback interface, without waiting: nothing grows, no message
 * is lost, none comes twice. How many is the system property {@code managed.reconnects};
 * docs/reconnecting.md has the numbers of a long run.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS)
class ReconnectSoakTests {

	private static final int RECONNECTS = Integer.getInteger("managed.reconnects", 500);

	/** Every so many connections one is replaced instead of lost. */
	private static final int REPLACED = 10;

	private static final int REPORTS = 10;

	private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

	private final List<Usage> usages = new ArrayList<>();

	@Test
	void reconnectsLeaveNothingBehind() throws Exception {
		try (DroppingServer server = new DroppingServer();
				JettyWebSocketConnector connector = JettyWebSocketConnector
					.create(ClientWebSocketOptions.builder().closeTimeout(Duration.ofSeconds(10)).build())) {
			ReconnectingWebSocket connection = ReconnectingWebSocket.builder(connector, server.uri())
				.backoff(ManagedFixture.exact().stableOnMessage(true).delay(Duration.ofMillis(1)).build())
				.onMessage((message) -> this.received.add(ManagedFixture.text(message)))
				.onGap((gap) -> this.received.add("gap"))
				.build()
				.start();
			for (int i = 0; i < RECONNECTS; i++) {
				reconnect(connection, i);
				if ((i + 1) % (RECONNECTS / REPORTS) == 0) {
					report(i + 1);
				}
			}
			connection.close();
			awaitRelease(connector);
			assertThat(server.mostLive()).as("connections at the same time").isBetween(1, 2);
			assertFlat();
		}
	}

	/** The connection that is there gives its number; then comes the next. */
	private void reconnect(ReconnectingWebSocket connection, int number) throws Exception {
		assertThat(next()).isEqualTo(String.valueOf(number));
		assertThat(connection.awaitOpen(Duration.ofSeconds(60))).isTrue();
		if (number % REPLACED == 0) {
			connection.reconnectGracefully().get(60, TimeUnit.SECONDS);
		}
		else {
			connection.sendText("lose");
			assertThat(next()).isEqualTo("gap");
		}
	}

	/** Behind the close handshake the server ends the connection, within a second. */
	private static void awaitRelease(JettyWebSocketConnector connector) {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
		while (connector.openSockets() > 0 && System.nanoTime() - end < 0) {
			Thread.onSpinWait();
		}
		assertThat(connector.openSockets()).isZero();
	}

	private String next() throws InterruptedException {
		return this.received.poll(60, TimeUnit.SECONDS);
	}

	private void report(int reconnects) throws IOException {
		Usage usage = Usage.now();
		this.usages.add(usage);
		System.out.println(reconnects + " reconnects: " + usage);
	}

	/** The first tenth is the time to warm up. */
	private void assertFlat() {
		Usage first = this.usages.get(0);
		Usage last = this.usages.get(this.usages.size() - 1);
		assertThat(last.threads()).as("threads").isLessThanOrEqualTo(first.threads() + 8);
		assertThat(last.files()).as("file handles").isLessThanOrEqualTo(first.files() + 16);
		assertThat(last.heap()).as("heap in KiB").isLessThanOrEqualTo(first.heap() + 8 * 1024);
		assertThat(last.direct()).as("direct memory in KiB").isLessThanOrEqualTo(first.direct() + 8 * 1024);
	}

	/**
	 * What the process uses.
	 *
	 * @param threads its threads
	 * @param files its open files and sockets
	 * @param heap its heap after a collection, in KiB
	 * @param direct its direct buffers, in KiB
	 * @param resident its memory as the system sees it, in KiB, 0 if that is not known
	 */
	private record Usage(int threads, long files, long heap, long direct, long resident) {

		static Usage now() throws IOException {
			System.gc();
			Runtime runtime = Runtime.getRuntime();
			long files = (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix)
					? unix.getOpenFileDescriptorCount() : 0;
			long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)
				.stream()
				.filter((pool) -> pool.getName().equals("direct"))
				.mapToLong(BufferPoolMXBean::getMemoryUsed)
				.sum();
			return new Usage(ManagementFactory.getThreadMXBean().getThreadCount(), files,
					(runtime.totalMemory() - runtime.freeMemory()) / 1024, direct / 1024, residentNow());
		}

		private static long residentNow() throws IOException {
			Path status = Path.of("/proc/self/status");
			if (!Files.isReadable(status)) {
				return 0;
			}
			try (Stream<String> lines = Files.lines(status)) {
				return lines.filter((line) -> line.startsWith("VmRSS:"))
					.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")))
					.sum();
			}
		}

	}

}
