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
import java.util.concurrent.TimeUnit;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.CloseResult;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;

import static io.clientwebsocket.test.WebSocketAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests of {@link WebSocketAssertions}: each assertion passing and failing.
 */
@Timeout(8)
class WebSocketAssertionsTests {

	private final InMemoryWebSockets pair = InMemoryWebSockets.open();

	private final ClientWebSocket client = this.pair.client();

	private final ClientWebSocket server = this.pair.server();

	@AfterEach
	void closePair() {
		this.pair.close();
	}

	@Test
	void stateIsVerified() {
		assertThat(this.client).isOpen().hasState(WebSocketState.OPEN);
		assertFails(() -> assertThat(this.client).isClosed(), "expected state CLOSED, but was OPEN");
		this.client.abort();
		assertThat(this.client).hasState(WebSocketState.ABORTED);
		assertFails(() -> assertThat(this.client).isOpen(), "expected state OPEN, but was ABORTED by " + failure());
	}

	@Test
	void closeOfThePeerIsVerified() throws Exception {
		assertFails(() -> assertThat(this.client).wasClosedByPeerWith(1001, "bye"),
				"expected close 1001 \"bye\" of the peer, but was OPEN");
		this.server.closeOutput(CloseStatus.ENDPOINT_UNAVAILABLE, "bye");
		assertThat(this.client).receivesClose(1001).wasClosedByPeerWith(1001, "bye");
		String was = ", but was CLOSE_RECEIVED, the peer sent close 1001 \"bye\"";
		assertFails(() -> assertThat(this.client).wasClosedByPeerWith(1000, "bye"),
				"expected close 1000 \"bye\" of the peer" + was);
		assertFails(() -> assertThat(this.client).wasClosedByPeerWith(1001, ""),
				"expected close 1001 \"\" of the peer" + was);
		assertFails(() -> assertThat(this.client).isOpen(), "expected state OPEN" + was);
		assertThat(this.client.close(CloseStatus.NORMAL_CLOSURE, null)).isClean().hasSent(1000).hasReceived(1001);
		assertThat(this.client).isClosed();
	}

	@Test
	void closeWithoutAStatusIs1005() throws Exception {
		this.server.closeOutput(CloseStatus.NO_STATUS, null);
		assertThat(this.client).receivesClose(1005).wasClosedByPeerWith(1005, "");
		assertFails(() -> assertThat(this.client).wasClosedByPeerWith(1000, ""),
				"expected close 1000 \"\" of the peer, but was CLOSE_RECEIVED, the peer sent close without a status");
	}

	@Test
	void failureIsVerified() {
		assertFails(() -> assertThat(this.client).hasFailedWith(WebSocketError.ABORTED),
				"expected failure ABORTED, but was OPEN");
		this.pair.cut();
		AssertionError error = catchError(() -> assertThat(this.client).receivesText("a"));
		assertThat(this.client).hasFailedWith(WebSocketError.CONNECTION_CLOSED_PREMATURELY);
		assertThat(error).hasMessage("expected text \"a\", but was " + failure())
			.hasSuppressedException(this.client.failure());
		AssertionError other = assertFails(() -> assertThat(this.client).hasFailedWith(WebSocketError.ABORTED),
				"expected failure ABORTED, but was ABORTED by " + failure());
		assertThat(other).hasSuppressedException(this.client.failure());
	}

	private String failure() {
		return this.client.failure().error() + " (" + this.client.failure().getMessage() + ")";
	}

	@Test
	void nextMessageIsReceivedAndVerified() throws Exception {
		this.server.sendText("a");
		this.server.sendBinary(ByteBuffer.wrap(new byte[] { 1, 2 }));
		assertThat(this.client).receivesText("a").receivesBinary(new byte[] { 1, 2 }).receivesNothing();
		this.server.sendText("b");
		assertFails(() -> assertThat(this.client).receivesText("a"),
				"expected text \"a\", but was text \"b\", different from byte 0 on");
		this.server.sendText("c");
		assertFails(() -> assertThat(this.client).receivesBinary(new byte[] { 1 }),
				"expected binary [01] (1 bytes), but was text \"c\"");
		this.server.sendText("d");
		assertFails(() -> assertThat(this.client).receivesClose(1000), "expected close 1000, but was text \"d\"");
		this.server.closeOutput(CloseStatus.NORMAL_CLOSURE, "bye");
		assertFails(() -> assertThat(this.client).receivesClose(1001),
				"expected close 1001, but was close 1000 \"bye\"");
	}

	@Test
	void receivingIsBoundedByTheDeadline() {
		assertFails(() -> assertThat(this.client).deadline(Duration.ofMillis(1)).receivesText("a"),
				"expected text \"a\", but was nothing within PT0.001S");
		assertThat(this.client).isOpen();
		assertThatIllegalArgumentException().isThrownBy(() -> assertThat(this.client).deadline(Duration.ZERO))
			.withMessage("'deadline' must be greater than zero, but was PT0S");
	}

	@Test
	void nothingToReceiveIsVerified() throws Exception {
		assertThat(this.client).receivesNothing();
		this.server.sendText("a");
		assertFails(() -> assertThat(this.client).receivesNothing(), "expected nothing, but was text \"a\"");
		this.server.closeOutput(CloseStatus.NORMAL_CLOSURE, null);
		assertFails(() -> assertThat(this.client).receivesNothing(), "expected nothing, but was close 1000 \"\"");
		assertThat(catchError(() -> assertThat(this.client).receivesNothing()))
			.hasMessageStartingWith("expected nothing, but was INVALID_STATE (");
	}

	@Test
	void interruptEndsAReceiveAndStaysSet() throws Exception {
		BlockedCall<Boolean> call = BlockedCall.run(() -> assertThat(this.client).receivesText("a"));
		call.interrupt();
		assertThat(catchThrowable(() -> call.get(5, TimeUnit.SECONDS))).cause()
			.hasMessage("expected text \"a\", but was an interrupt");
		assertThat(call.leftInterrupt()).isTrue();
	}

	@Test
	void messageIsVerified() {
		WebSocketMessage text = new WebSocketMessage.Text("a");
		WebSocketMessage binary = new WebSocketMessage.Binary(ByteBuffer.wrap(new byte[] { 1, 2 }));
		WebSocketMessage close = new WebSocketMessage.Close(CloseStatus.NORMAL_CLOSURE, "bye");
		assertThat(text).isText("a");
		assertThat(binary).isBinary(new byte[] { 1, 2 });
		assertThat(close).isClose(1000, "bye").isClose(1000);
		assertFails(() -> assertThat(binary).isText("a"), "expected text \"a\", but was binary [01 02] (2 bytes)");
		assertFails(() -> assertThat(text).isText("ab"),
				"expected text \"ab\", but was text \"a\", different from byte 1 on");
		assertFails(() -> assertThat(binary).isBinary(new byte[] { 1, 3 }),
				"expected binary [01 03] (2 bytes), but was binary [01 02] (2 bytes), different from byte 1 on");
		assertFails(() -> assertThat(close).isClose(1000, ""), "expected close 1000 \"\", but was close 1000 \"bye\"");
		assertFails(() -> assertThat(close).isClose(1001), "expected close 1001, but was close 1000 \"bye\"");
		assertFails(() -> assertThat(text).isClose(1005), "expected close without a status, but was text \"a\"");
	}

	@Test
	void closeResultIsVerified() {
		CloseResult clean = new CloseResult(CloseResult.Outcome.CLEAN, CloseStatus.NORMAL_CLOSURE,
				CloseStatus.ENDPOINT_UNAVAILABLE);
		CloseResult late = new CloseResult(CloseResult.Outcome.TIMED_OUT, CloseStatus.NO_STATUS, null);
		assertThat(clean).isClean().hasSent(1000).hasReceived(1001);
		assertThat(late).hasTimedOut().hasSent(1005);
		String wasClean = ", but was CLEAN, sent close 1000, received close 1001";
		String wasLate = ", but was TIMED_OUT, sent close without a status, received no close";
		assertFails(() -> assertThat(clean).hasTimedOut(), "expected outcome TIMED_OUT" + wasClean);
		assertFails(() -> assertThat(late).isClean(), "expected outcome CLEAN" + wasLate);
		assertFails(() -> assertThat(clean).hasSent(1001), "expected sent close 1001" + wasClean);
		assertFails(() -> assertThat(clean).hasReceived(1000), "expected received close 1000" + wasClean);
		assertFails(() -> assertThat(late).hasReceived(1000), "expected received close 1000" + wasLate);
	}

	@Test
	void nullFailsEachKindOfAssertion() {
		assertThat(catchError(() -> assertThat((ClientWebSocket) null).isOpen()))
			.hasMessageContaining("not to be null");
		assertThat(catchError(() -> assertThat((WebSocketMessage) null).isText("a")))
			.hasMessageContaining("not to be null");
		assertThat(catchError(() -> assertThat((CloseResult) null).isClean())).hasMessageContaining("not to be null");
	}

	@Test
	void descriptionStandsBeforeTheMessage() {
		assertFails(() -> assertThat(new WebSocketMessage.Text("50 %s")).as("greeting").isText("b"),
				"[greeting] expected text \"b\", but was text \"50 %s\", different from byte 0 on");
	}

	private static AssertionError assertFails(ThrowingCallable call, String message) {
		AssertionError error = catchError(call);
		assertThat(error).hasMessage(message);
		return error;
	}

	private static AssertionError catchError(ThrowingCallable call) {
		Throwable thrown = catchThrowable(call);
		assertThat(thrown).isInstanceOf(AssertionError.class);
		return (AssertionError) thrown;
	}

}
