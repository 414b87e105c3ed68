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

package io.clientwebsocket.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.clientwebsocket.test.Frames;
import io.clientwebsocket.test.ScriptedConnection;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConformanceDriver}.
 */
class ConformanceDriverTests {

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	private final ManualLimit limit = new ManualLimit();

	@Test
	void allCasesAreRunInTheirOrderAndReported() throws Exception {
		try (SuiteServer server = SuiteServer.start(ConformanceDriverTests::echoed, ConformanceDriverTests::violated,
				ConformanceDriverTests::closedWithoutStatus)) {
			assertThat(run(server.url())).isZero();
			assertThat(server.targets()).containsExactly("/getCaseCount", "/runCase?case=1&agent=clientwebsocket",
					"/runCase?case=2&agent=clientwebsocket", "/runCase?case=3&agent=clientwebsocket",
					"/updateReports?agent=clientwebsocket");
		}
		assertThat(text(this.out).lines()).containsExactly("case 1 of 3: closed (1000)",
				"case 2 of 3: failed by the client (The peer broke the protocol: expected reserved bits 0, but was RSV1)",
				"case 3 of 3: closed (no status)", "3 cases: 2 closed, 1 failed by the client, 0 connection lost,"
						+ " 0 cut off, 0 not connected. The verdicts stand in the reports of the server.");
		assertThat(text(this.err)).isEmpty();
		assertThat(this.limit.isIdle()).isTrue();
	}

	@Test
	void agentIsEncoded() throws Exception {
		try (SuiteServer server = SuiteServer.start()) {
			assertThat(run(server.url(), "a b&c")).isZero();
			assertThat(server.targets()).containsExactly("/getCaseCount", "/updateReports?agent=a+b%26c");
		}
	}

	@Test
	void caseThatHangsIsCutOffAndTheRunGoesOn() throws Exception {
		try (SuiteServer server = SuiteServer.start((client) -> {
			client.acceptHandshake();
			this.limit.expire();
			client.ignoreUntilEnd();
		}, ConformanceDriverTests::echoed)) {
			assertThat(run(server.url())).isEqualTo(1);
			assertThat(server.targets()).hasSize(4).last().asString().startsWith("/updateReports");
		}
		assertThat(text(this.out).lines()).hasSize(3)
			.startsWith("case 1 of 2: cut off (The socket was aborted)", "case 2 of 2: closed (1000)");
	}

	@Test
	void caseThatResetsIsAnEndLikeOthers() throws Exception {
		try (SuiteServer server = SuiteServer.start((client) -> client.acceptHandshake().reset(),
				ConformanceDriverTests::echoed)) {
			assertThat(run(server.url())).isZero();
			assertThat(server.targets()).hasSize(4);
		}
		assertThat(text(this.out)).startsWith("case 1 of 2: connection lost (").contains("case 2 of 2: closed (1000)");
	}

	@Test
	void caseThatIsNotAcceptedIsReportedAndTheRunGoesOn() throws Exception {
		try (SuiteServer server = SuiteServer.start((client) -> client.answer(503, Map.of(), ""),
				ConformanceDriverTests::echoed)) {
			assertThat(run(server.url())).isEqualTo(1);
		}
		assertThat(text(this.out)).startsWith("case 1 of 2: not connected (").contains("case 2 of 2: closed (1000)");
	}

	@Test
	void serverThatIsNotThereIsToldApart() throws Exception {
		String url = "ws://127.0.0.1:" + unusedPort();
		assertThat(run(url)).isEqualTo(1);
		assertThat(text(this.out)).isEmpty();
		assertThat(text(this.err)).startsWith("The run against " + url + " has failed: Handshake with ");
	}

	@Test
	void serverThatIsNoFuzzingServerIsToldApart() throws Exception {
		try (SuiteServer server = SuiteServer.start((client) -> client.acceptHandshake().sendText("hello").echo(),
				SuiteServer::writeReports, List.of())) {
			assertThat(run(server.url())).isEqualTo(1);
		}
		assertThat(text(this.err)).contains("expected the number of cases, but was Text[value=hello]");
	}

	@Test
	void serverThatHangsAtTheStartIsCutOff() throws Exception {
		try (SuiteServer server = SuiteServer.start((client) -> {
			client.acceptHandshake();
			this.limit.expire();
			client.ignoreUntilEnd();
		}, SuiteServer::writeReports, List.of())) {
			assertThat(run(server.url())).isEqualTo(1);
		}
		assertThat(text(this.err)).contains("expected the number of cases, but was cut off (The socket was aborted)");
	}

	@Test
	void reportsThatAreNotWrittenAreAFailure() throws Exception {
		try (SuiteServer server = SuiteServer.start((client) -> SuiteServer.sendCount(client, "1"),
				(client) -> client.acceptHandshake().fin().ignoreUntilEnd(), List.of(ConformanceDriverTests::echoed))) {
			assertThat(run(server.url())).isEqualTo(1);
		}
		assertThat(text(this.out)).contains("case 1 of 1: closed (1000)");
		assertThat(text(this.err)).contains("expected a close frame when the reports are written, but was connection");
	}

	@Test
	void wrongUsageIsExplained() throws Exception {
		assertThat(run()).isEqualTo(2);
		assertThat(text(this.err)).startsWith("expected a URL").endsWith(DriverArguments.USAGE);
		assertThat(text(this.out)).isEmpty();
	}

	@Test
	void compressionIsOfferedIfItIsAskedFor() throws Exception {
		try (SuiteServer server = SuiteServer.start((client) -> {
			// what the suite asks for before it answers with a smaller window
			assertThat(client.received().request().header("Sec-WebSocket-Extensions"))
				.isEqualTo("permessage-deflate; client_max_window_bits");
			client.acceptHandshake((answer) -> answer.extensions("permessage-deflate"))
				.sendRaw("C1 07 F2 48 CD C9 C9 07 00")
				.expectFrame((frame) -> assertThat(frame.rsv()).isEqualTo(4));
			Ending.CLOSED.play(client);
		}, ConformanceDriverTests::echoed)) {
			assertThat(run(server.url(), "--deflate")).isZero();
		}
		assertThat(text(this.out)).startsWith("case 1 of 2: closed (1000)").contains("case 2 of 2: closed (1000)");
	}

	private static void echoed(ScriptedConnection client) {
		client.acceptHandshake().sendText("a").expectText("a").sendBinary(new byte[3]).expectBinary(new byte[3]);
		Ending.CLOSED.play(client);
	}

	private static void violated(ScriptedConnection client) {
		client.acceptHandshake().send(Frames.text("a").withRsv(4));
		Ending.failed(1002).play(client);
	}

	private static void closedWithoutStatus(ScriptedConnection client) {
		client.acceptHandshake().send(Frames.closeWithoutStatus());
		Ending.ANSWERED_WITHOUT_STATUS.play(client);
	}

	private int run(String... args) throws InterruptedException {
		return ConformanceDriver.run(this.limit, stream(this.out), stream(this.err), args);
	}

	private static PrintStream stream(ByteArrayOutputStream bytes) {
		return new PrintStream(bytes, true, StandardCharsets.UTF_8);
	}

	private static String text(ByteArrayOutputStream bytes) {
		return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
	}

	private static int unusedPort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

}
