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

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the frames that a {@link ScriptedServer} expects and sends.
 */
class ScriptedFramesTests {

	private static final int KEY = 0x37FA213D;

	private final EventListener listener = new EventListener();

	@Test
	void maskedTextOfTheRfcIsUnderstood() throws Exception {
		try (ScriptedServer server = ScriptedServer
			.start((connection) -> connection.acceptHandshake().expectText("Hello"));
				RawClient client = new RawClient(server).send(RawClient.REQUEST)) {
			client.send(Frames.hex("81 85 37 FA 21 3D 7F 9F 4D 51 58  # RFC 6455, 5.7"));
			server.awaitFinished();
			ReceivedFrame frame = server.received().frames().get(0);
			assertThat(frame.fin()).isTrue();
			assertThat(frame.rsv()).isZero();
			assertThat(frame.opcode()).isEqualTo(1);
			assertThat(frame.masked()).isTrue();
			assertThat(frame.maskingKey()).isEqualTo(KEY);
			assertThat(frame.text()).isEqualTo("Hello");
		}
	}

	@Test
	void messageInFragmentsIsExpectedAsAWhole() throws Exception {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.acceptHandshake()
			.expectText("abc")
			.expectPong("p")
			.sendText("done")
			.ignoreUntilEnd())) {
			WebSocket socket = Jdk.connect(server.uri(), this.listener);
			Jdk.await(socket.sendText("a", false));
			Jdk.await(socket.sendPing(ByteBuffer.allocate(3)));
			Jdk.await(socket.sendText("b", false));
			Jdk.await(socket.sendText("c", true));
			Jdk.await(socket.sendPong(ByteBuffer.wrap(new byte[] { 'p' })));
			assertThat(this.listener.next()).isEqualTo("text done");
			socket.abort();
			server.awaitFinished();
			assertThat(server.received().frames()).extracting(ReceivedFrame::toString)
				.containsExactly("text \"a\", not final", "ping [00 00 00] (3 bytes)",
						"continuation [62] (1 bytes), not final", "continuation [63] (1 bytes)", "pong [70] (1 bytes)");
		}
	}

	@Test
	void fragmentsReachTheClient() throws Exception {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.acceptHandshake()
			.send(Frames.text("a").fragment(), Frames.ping("x"), Frames.continuation("b").fragment(),
					Frames.continuation("c"))
			.expectPong("x")
			.sendText("done")
			.ignoreUntilEnd())) {
			WebSocket socket = Jdk.connect(server.uri(), this.listener);
			assertThat(this.listener.next()).isEqualTo("ping 1");
			assertThat(this.listener.next()).isEqualTo("text abc");
			assertThat(this.listener.next()).isEqualTo("text done");
			socket.abort();
			server.awaitFinished();
		}
	}

	@Test
	void bytesInSlicesReachTheClient() throws Exception {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.acceptHandshake()
			.sendSlowly(Frames.bytes(Frames.text("slow"), Frames.binary(new byte[300])), 1)
			.ignoreUntilEnd())) {
			Jdk.connect(server.uri(), this.listener);
			assertThat(this.listener.next()).isEqualTo("text slow");
			assertThat(this.listener.nextBinary()).isEqualTo(300);
		}
	}

	@Test
	void floodSendsEveryFrame() throws Exception {
		int count = 100_003;
		try (ScriptedServer server = ScriptedServer
			.start((connection) -> connection.acceptHandshake().flood(count, Frames.text("12345")).sendText("end"));
				RawClient client = new RawClient(server).send(RawClient.REQUEST)) {
			client.readHead();
			String frames = client.readHex(7 * count);
			assertThat(frames).isEqualTo("81 05 31 32 33 34 35 ".repeat(count).strip());
			assertThat(client.readHex(5)).isEqualTo("81 03 65 6E 64");
		}
	}

	@Test
	void pingIsAnsweredWithItsPayload() throws Exception {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.acceptHandshake()
			.answerPing()
			.sendPing("q")
			.expectPong("q")
			.sendText("done")
			.ignoreUntilEnd())) {
			WebSocket socket = Jdk.connect(server.uri(), this.listener);
			Jdk.await(socket.sendPing(ByteBuffer.allocate(7)));
			assertThat(this.listener.next()).isEqualTo("pong 7");
			assertThat(this.listener.next()).isEqualTo("ping 1");
			assertThat(this.listener.next()).isEqualTo("text done");
			socket.abort();
			server.awaitFinished();
		}
	}

	@Test
	void rawBytesAreSentAsTheyAre() throws Exception {
		try (ScriptedServer server = ScriptedServer
			.start((connection) -> connection.acceptHandshake().sendRaw("F3 FF FF*8  # wrong all over"));
				RawClient client = new RawClient(server).send(RawClient.REQUEST)) {
			client.readHead();
			assertThat(client.readHex(10)).isEqualTo("F3 FF FF FF FF FF FF FF FF FF");
		}
	}

	@Test
	void anyFrameCanBeCheckedByTheScript() throws Exception {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.acceptHandshake()
			.expectFrame((frame) -> assertThat(frame.rsv()).isEqualTo(4))
			.expectFrame((frame) -> assertThat(frame.rsv()).isEqualTo(2)));
				RawClient client = new RawClient(server).send(RawClient.REQUEST)) {
			client.send(Frames.text("a").withRsv(4).masked(KEY).toBytes());
			client.send(Frames.text("a").withRsv(1).masked(KEY).toBytes());
			assertThatExceptionOfType(AssertionError.class).isThrownBy(server::awaitFinished)
				.withMessageContaining("<- text \"a\", RSV 1");
		}
	}

	@Test
	void closeWithoutStatusIsExpected() throws Exception {
		try (ScriptedServer server = ScriptedServer
			.start((connection) -> connection.acceptHandshake().expectCloseWithoutStatus());
				RawClient client = new RawClient(server).send(RawClient.REQUEST)) {
			client.send(Frames.closeWithoutStatus().masked(KEY).toBytes());
			server.awaitFinished();
			assertThat(server.received().frames().get(0).closeCode()).isNull();
		}
	}

	@Test
	void longMessagesAreRead() throws Exception {
		byte[] medium = new byte[65_535];
		byte[] large = new byte[65_536];
		try (ScriptedServer server = ScriptedServer
			.start((connection) -> connection.acceptHandshake().expectBinary(medium).expectBinary(large))) {
			WebSocket socket = Jdk.connect(server.uri(), this.listener);
			Jdk.await(socket.sendBinary(ByteBuffer.wrap(medium), true));
			Jdk.await(socket.sendBinary(ByteBuffer.wrap(large), true));
			server.awaitFinished();
		}
	}

	static Stream<Arguments> wrongFrames() {
		return Stream.of(Arguments.of(Frames.text("b").masked(KEY), "but was text \"b\", different from byte 0 on"),
				Arguments.of(Frames.binary(new byte[] { 'a' }).masked(KEY), "but was binary [61] (1 bytes)"),
				Arguments.of(Frames.text("a"), "but was text \"a\", not masked, which breaks RFC 6455"),
				Arguments.of(Frames.text("a").withRsv(4).masked(KEY), "but was text \"a\", RSV 4, which breaks"),
				Arguments.of(Frames.frame(3, new byte[0]).masked(KEY), "but was opcode 3 [] (0 bytes), which breaks"),
				Arguments.of(Frames.ping("").fragment().masked(KEY),
						"but was ping [] (0 bytes), not final, which breaks"),
				Arguments.of(Frames.frame(9, new byte[126]).masked(KEY), "(126 bytes), which breaks"),
				Arguments.of(Frames.close(1000, "bye").masked(KEY), "but was close 1000 \"bye\""),
				Arguments.of(Frames.text("a").withLengthSize(2).masked(KEY), "the shortest encoding of length 1"),
				Arguments.of(Frames.text("a").withLength(-1).masked(KEY), "but was 18446744073709551615"));
	}

	@ParameterizedTest
	@MethodSource("wrongFrames")
	void anotherFrameThanExpectedIsAFailure(ServerFrame frame, String message) throws Exception {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.acceptHandshake().expectText("a"));
				RawClient client = new RawClient(server).send(RawClient.REQUEST)) {
			client.send(frame.toBytes());
			assertThatExceptionOfType(AssertionError.class).isThrownBy(server::awaitFinished)
				.withMessageContaining(message);
		}
	}

	@Test
	void anotherMessageWithinAFragmentedOneIsAFailure() throws Exception {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.acceptHandshake().expectText("a"));
				RawClient client = new RawClient(server).send(RawClient.REQUEST)) {
			client.send(Frames.text("a").fragment().masked(KEY).toBytes()).send(Frames.text("b").masked(KEY).toBytes());
			assertThatExceptionOfType(AssertionError.class).isThrownBy(server::awaitFinished)
				.withMessageContaining("but was another message within this one: text \"b\"");
		}
	}

	@Test
	void controlFramesAreCompared() throws Exception {
		try (ScriptedServer server = ScriptedServer.start(List.of((first) -> first.acceptHandshake().expectPong("a"),
				(second) -> second.acceptHandshake().expectClose(1001)));
				RawClient first = new RawClient(server).send(RawClient.REQUEST);
				RawClient second = new RawClient(server).send(RawClient.REQUEST)) {
			first.send(Frames.pong("b").masked(KEY).toBytes());
			second.send(Frames.close(1000, "").masked(KEY).toBytes());
			assertThatExceptionOfType(AssertionError.class).isThrownBy(server::awaitFinished)
				.withMessageStartingWith("expected pong [61] (1 bytes), but was pong [62] (1 bytes)")
				.satisfies((failure) -> assertThat(failure.getSuppressed()[0])
					.hasMessageStartingWith("expected close 1001, but was close 1000 \"\""));
		}
	}

}
