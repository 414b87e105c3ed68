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

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.ReceiveResult;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Contract of what a socket does about frames that break the protocol (RFC 6455, 5).
 */
class FrameValidationContractTests extends ContractTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			reserved bit 2                  | A1 01 61                      | 1002 | RSV2
			reserved bit 3                  | 91 01 61                      | 1002 | RSV3
			reserved bit on a PING          | C9 00                         | 1002 | RSV1
			length of 2^63                  | 82 7F 80 00 00 00 00 00 00 00 | 1002 | below 2^63
			masked frame                    | 81 81 00 00 00 00 61          | 1002 | unmasked
			continuation of nothing         | 80 01 61                      | 1002 | continuation
			continuation behind a message   | 82 00 80 01 61                | 1002 | continuation
			continued with a reserved bit   | 01 01 61 C0 01 62             | 1002 | RSV1
			text within a message           | 01 01 61 81 01 62             | 1002 | continuation
			binary within a message         | 01 01 61 82 01 62             | 1002 | continuation
			PING of 126 bytes               | 89 7E 00 7E                   | 1002 | 125 bytes
			PONG of 126 bytes               | 8A 7E 00 7E                   | 1002 | 125 bytes
			close frame of 126 bytes        | 88 7E 00 7E                   | 1002 | 125 bytes
			PING in fragments               | 09 00                         | 1002 | fragment
			close frame in fragments        | 08 02 03 E8                   | 1002 | fragment
			opcode 3                        | 83 00                         | 1002 | opcode
			opcode 4                        | 84 00                         | 1002 | opcode
			opcode 5                        | 85 00                         | 1002 | opcode
			opcode 6                        | 86 00                         | 1002 | opcode
			opcode 7                        | 87 00                         | 1002 | opcode
			opcode 11                       | 8B 00                         | 1002 | opcode
			opcode 12                       | 8C 00                         | 1002 | opcode
			opcode 13                       | 8D 00                         | 1002 | opcode
			opcode 14                       | 8E 00                         | 1002 | opcode
			opcode 15                       | 8F 00                         | 1002 | opcode
			text that is not UTF-8          | 81 02 C3 28                   | 1007 | UTF-8
			overlong character              | 81 02 C0 AF                   | 1007 | UTF-8
			surrogate                       | 81 03 ED A0 80                | 1007 | UTF-8
			character above U+10FFFF        | 81 04 F4 90 80 80             | 1007 | UTF-8
			text that ends in a character   | 81 01 C3                      | 1007 | UTF-8
			character broken by fragments   | 01 01 C3 80 01 28             | 1007 | UTF-8
			half a close status             | 88 01 03                      | 1002 | 2 bytes
			close reason that is not UTF-8  | 88 04 03 E8 C3 28             | 1007 | UTF-8
			""")
	void violationIsAnsweredWithACloseFrameAndEndsTheSocket(String violation, String hex, int code, String message)
			throws Exception {
		assertViolation(violation, hex, code, message);
	}

	@Test
	void compressedFrameIsAViolationIfNothingWasAgreed() throws Exception {
		assertViolation("reserved bit 1", "C1 01 61", 1002, "RSV1");
	}

	private void assertViolation(String violation, String hex, int code, String message) throws Exception {
		RawPeer peer = open();
		CompletableFuture<WebSocketMessage> first = peer.client().receiveAsync();
		CompletableFuture<WebSocketMessage> second = peer.client().receiveAsync();
		peer.send(hex);
		WebSocketException failure = failure(WebSocketError.FAULTED, second);
		assertThat(failure).as(violation).hasMessageContaining(message);
		assertThat(first).isDone();
		assertThat(peer.client().state()).isEqualTo(WebSocketState.ABORTED);
		assertThat(peer.client().closeStatus()).isNull();
		expectClose(peer, code);
		peer.fin();
		peer.expectEnd();
	}

	private static void expectClose(RawPeer peer, int code) {
		ReceivedFrame close = peer.nextFrame();
		assertThat(close.closeCode()).isEqualTo(code);
		assertThat(close.bytes()).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535 })
	void closeStatusThatMayNotBeSentIsAViolation(int code) throws Exception {
		RawPeer peer = open();
		CompletableFuture<WebSocketMessage> receive = peer.client().receiveAsync();
		peer.send(Frames.close(code, ""));
		assertThat(failure(WebSocketError.FAULTED, receive)).hasMessageContaining("but was " + code);
		expectClose(peer, 1002);
	}

	@ParameterizedTest
	@ValueSource(
			ints = { 1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999 })
	void closeStatusThatMayBeSentIsDelivered(int code) throws Exception {
		RawPeer peer = open();
		peer.send(Frames.close(code, "r\u00E4"));
		assertThat(peer.client().receive()).isEqualTo(new WebSocketMessage.Close(new CloseStatus(code), "r\u00E4"));
		assertThat(peer.client().closeStatus()).isEqualTo(new CloseStatus(code));
		assertThat(peer.client().closeReason()).isEqualTo("r\u00E4");
	}

	@Test
	void invalidTextIsRefusedAtTheFirstByteThatMakesItInvalid() throws Exception {
		RawPeer peer = open();
		CompletableFuture<ReceiveResult> receive = peer.client().receiveAsync(ByteBuffer.allocate(100));
		peer.send("81 64 61 C3");
		assertThat(receive).isNotDone();
		peer.send("28");
		failure(WebSocketError.FAULTED, receive);
		expectClose(peer, 1007);
	}

	@Test
	void invalidTextIsRefusedInTheMiddleOfAWholeMessage() throws Exception {
		RawPeer peer = open();
		CompletableFuture<WebSocketMessage> receive = peer.client().receiveAsync();
		peer.send("01 02 61 F4 00 64 90");
		failure(WebSocketError.FAULTED, receive);
		expectClose(peer, 1007);
	}

	@Test
	void validTextThatLooksLikeAReplacementIsAccepted() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.text("\uFFFD"), Frames.text("\uFFFE\uFFFF"));
		assertThat(text(peer.client())).isEqualTo("\uFFFD");
		assertThat(text(peer.client())).isEqualTo("\uFFFE\uFFFF");
	}

	@Test
	void binaryIsNotCheckedForUtf8() throws Exception {
		RawPeer peer = open();
		peer.send("82 02 C3 28");
		assertThat(binary(peer.client().receive())).isEqualTo(Frames.hex("C3 28"));
	}

	@Test
	void violationThatIsFoundWhileNobodyReceivesIsToldToTheFirstReceive() throws Exception {
		RawPeer peer = open();
		peer.send("83 00");
		expectClose(peer, 1002);
		failure(WebSocketError.FAULTED, () -> peer.client().receive());
		WebSocketException failure = failure(WebSocketError.INVALID_STATE, () -> peer.client().receive());
		assertThat(failure).hasMessageContaining("ABORTED")
			.cause()
			.isInstanceOfSatisfying(WebSocketException.class,
					(cause) -> assertThat(cause.error()).isEqualTo(WebSocketError.FAULTED));
	}

	@Test
	void messagesBeforeTheViolationAreDelivered() throws Exception {
		RawPeer peer = open();
		peer.send("81 01 61 83 00");
		assertThat(text(peer.client())).isEqualTo("a");
		peer.passReadAhead();
		expectClose(peer, 1002);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			reserved bit             | 82 01 61 | A2 01 62             | FAULTED         | 1002
			masked frame             | 82 01 61 | 82 81 00 00 00 00 62 | FAULTED         | 1002
			masked PING              | 82 01 61 | 89 80 00 00 00 00    | FAULTED         | 1002
			continuation of nothing  | 82 01 61 | 80 01 62             | FAULTED         | 1002
			text within a message    | 02 01 61 | 81 01 62             | FAULTED         | 1002
			frame above maxFrameSize | 82 01 61 | 82 04 62 63 64 65    | MESSAGE_TOO_BIG | 1009
			fragment above it        | 02 01 61 | 00 04 62 63 64 65    | MESSAGE_TOO_BIG | 1009
			""")
	void pingBehindAViolationIsNotAnsweredWhileNobodyReceives(String violation, String data, String frame,
			WebSocketError error, int code) throws Exception {
		RawPeer peer = open((options) -> options.maxFrameSize(3));
		peer.send(data + " 89 01 70 " + frame + " 89 01 71");
		assertThat(peer.next()).isEqualTo("pong [70] (1 bytes)");
		expectViolation(peer, violation, error, code);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			masked continuation      | 02 02 61 62 | 80 80 00 00 00 00 | FAULTED         | 1002
			binary within a message  | 02 02 61 62 | 82 00             | FAULTED         | 1002
			continuation of nothing  | 82 02 61 62 | 80 00             | FAULTED         | 1002
			fragment above the limit | 02 02 61 62 | 00 04 63 64 65 66 | MESSAGE_TOO_BIG | 1009
			""")
	void pingBehindAViolationIsNotAnsweredInTheMiddleOfAMessage(String violation, String data, String frame,
			WebSocketError error, int code) throws Exception {
		RawPeer peer = open((options) -> options.maxFrameSize(3));
		peer.send(data);
		assertThat(peer.client().receive(ByteBuffer.allocate(1)).count()).isEqualTo(1);
		peer.passReadAhead();
		peer.send("89 01 70 " + frame + " 89 01 71");
		assertThat(peer.next()).isEqualTo("pong [70] (1 bytes)");
		expectViolation(peer, violation, error, code);
	}

	/** Behind one byte of data, the receive fails; the peer gets only a close frame. */
	private static void expectViolation(RawPeer peer, String violation, WebSocketError error, int code)
			throws Exception {
		ByteBuffer target = ByteBuffer.allocate(10);
		assertThat(peer.client().receive(target).count()).as(violation).isEqualTo(1);
		failure(error, () -> peer.client().receive(target));
		expectClose(peer, code);
		peer.fin();
		peer.expectEnd();
	}

	@Test
	void violationEndsEverythingThatIsPending() throws Exception {
		RawPeer peer = open();
		CompletableFuture<Duration> ping = peer.client().pingAsync();
		CompletableFuture<WebSocketMessage> receive = peer.client().receiveAsync();
		assertThat(peer.nextFrame().opcode()).isEqualTo(Opcode.PING);
		peer.send("83 00");
		failure(WebSocketError.FAULTED, receive);
		failure(WebSocketError.FAULTED, ping);
		failure(WebSocketError.INVALID_STATE, () -> peer.client().sendText("a"));
		failure(WebSocketError.INVALID_STATE, () -> peer.client().closeOutput(CloseStatus.NORMAL_CLOSURE, null));
		failure(WebSocketError.INVALID_STATE, () -> peer.client().close(CloseStatus.NORMAL_CLOSURE, null));
		expectClose(peer, 1002);
	}

	@Test
	void noSecondCloseFrameIsSentBehindOurs() throws Exception {
		RawPeer peer = open();
		peer.client().closeOutput(CloseStatus.NORMAL_CLOSURE, null);
		expectClose(peer, 1000);
		CompletableFuture<WebSocketMessage> receive = peer.client().receiveAsync();
		peer.send("88 01 03");
		failure(WebSocketError.FAULTED, receive);
		assertThat(peer.client().state()).isEqualTo(WebSocketState.ABORTED);
		peer.fin();
		peer.expectEnd();
	}

	@Test
	void connectionIsReleasedAlthoughThePeerDoesNotEndIt() throws Exception {
		RawPeer peer = open();
		CompletableFuture<WebSocketMessage> receive = peer.client().receiveAsync();
		peer.send("83 00");
		failure(WebSocketError.FAULTED, receive);
		expectClose(peer, 1002);
		peer.pass(Duration.ofSeconds(1));
		peer.expectEnd();
	}

	@Test
	void whatFollowsAViolationIsIgnored() throws Exception {
		RawPeer peer = open();
		CompletableFuture<WebSocketMessage> receive = peer.client().receiveAsync();
		peer.send("83 00 89 00 81 01 61 88 02 03 E8");
		failure(WebSocketError.FAULTED, receive);
		expectClose(peer, 1002);
		peer.fin();
		peer.expectEnd();
		assertThat(peer.client().closeStatus()).isNull();
	}

}
