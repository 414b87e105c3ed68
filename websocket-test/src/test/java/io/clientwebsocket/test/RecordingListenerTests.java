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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.KeepAlive;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests of {@link RecordingListener}. Those that fail early would wait for ten seconds
 * otherwise.
 */
@Timeout(8)
class RecordingListenerTests {

	private static final Duration SHORT = Duration.ofMillis(1);

	@Test
	void messagesOfASocketAreRecordedUpToTheEnd() throws Exception {
		try (InMemoryWebSockets pair = InMemoryWebSockets.open()) {
			RecordingListener listener = new RecordingListener();
			pair.client().publisher().subscribe(listener);
			pair.server().sendText("a");
			pair.server().sendBinary(ByteBuffer.wrap(new byte[] { 1 }));
			pair.server().sendText("b");
			pair.server().closeOutput(CloseStatus.NORMAL_CLOSURE, null);
			listener.awaitEnd();
			assertThat(listener.texts()).containsExactly("a", "b");
			assertThat(listener.messages()).hasSize(3).element(1).isInstanceOf(WebSocketMessage.Binary.class);
			assertThat(listener.events()).endsWith(new RecordedEvent.End());
			assertThat(listener)
				.hasToString("RecordingListener; recorded [text \"a\", binary [01] (1 bytes), text \"b\", the end]");
		}
	}

	@Test
	void lostConnectionIsRecordedAsAFailure() throws Exception {
		try (InMemoryWebSockets pair = InMemoryWebSockets.open()) {
			RecordingListener listener = new RecordingListener();
			pair.client().publisher().subscribe(listener);
			pair.cut();
			Throwable failure = listener.awaitFailure();
			assertThat(failure).isInstanceOfSatisfying(WebSocketException.class,
					(ex) -> assertThat(ex.error()).isEqualTo(WebSocketError.CONNECTION_CLOSED_PREMATURELY));
			assertThat(listener.events()).containsExactly(new RecordedEvent.Failure(failure));
		}
	}

	@Test
	void pongsOfASocketAreRecordedWithTheirRoundTrip() throws Exception {
		RecordingListener listener = new RecordingListener();
		ClientWebSocketOptions options = ClientWebSocketOptions.builder().keepAlive(KeepAlive.off()).build();
		try (InMemoryWebSockets pair = InMemoryWebSockets.open(options.toBuilder().pongListener(listener).build(),
				options)) {
			pair.client().publisher().subscribe(listener);
			pair.server().publisher().subscribe(new RecordingListener());
			Duration roundTrip = pair.client().ping();
			RecordedEvent.Pong pong = listener.awaitPongs(1).get(0);
			assertThat(pong.roundTrip()).isEqualTo(roundTrip);
			assertThat(listener.events()).containsExactly(pong);
		}
	}

	@Test
	void messagesAndPongsStandInTheOrderInWhichTheyWereTold() {
		RecordingListener listener = new RecordingListener();
		ByteBuffer payload = ByteBuffer.wrap(new byte[] { 1, 2 });
		listener.onPong(null, payload, null);
		listener.onNext(new WebSocketMessage.Text("a"));
		listener.onPong(null, payload, Duration.ZERO);
		payload.put(0, (byte) 3);
		assertThat(listener.events())
			.hasToString("[pong [01 02] (2 bytes) unasked, text \"a\", pong [01 02] (2 bytes)]");
		assertThat(listener.pongs().get(1).bytes()).containsExactly(1, 2);
		assertThat(payload.position()).isZero();
	}

	@Test
	void demandIsAskedForAsSaid() {
		assertThat(requests(new RecordingListener())).containsExactly("request " + Long.MAX_VALUE);
		assertThat(requests(RecordingListener.withDemand(2))).containsExactly("request 2");
		RecordingListener listener = RecordingListener.withDemand(0);
		List<String> requests = requests(listener);
		assertThat(requests).isEmpty();
		listener.request(3);
		listener.cancel();
		assertThat(requests).containsExactly("request 3", "cancel");
	}

	@Test
	void furtherSubscriptionIsCancelled() {
		RecordingListener listener = RecordingListener.withDemand(1);
		List<String> first = requests(listener);
		assertThat(requests(listener)).containsExactly("cancel");
		listener.request(4);
		assertThat(first).containsExactly("request 1", "request 4");
	}

	private static List<String> requests(RecordingListener listener) {
		List<String> requests = new ArrayList<>();
		listener.onSubscribe(new Flow.Subscription() {

			@Override
			public void request(long count) {
				requests.add("request " + count);
			}

			@Override
			public void cancel() {
				requests.add("cancel");
			}

		});
		return requests;
	}

	@Test
	void eachMessageIsWaitedForOnce() {
		RecordingListener listener = told("a", "b", "c");
		assertThat(listener.awaitMessage()).isEqualTo(new WebSocketMessage.Text("a"));
		assertThat(listener.awaitMessages(2)).containsExactly(new WebSocketMessage.Text("b"),
				new WebSocketMessage.Text("c"));
		assertFailure(() -> listener.deadline(SHORT).awaitMessage(),
				"expected a message, but was nothing within PT0.001S;"
						+ " recorded [text \"a\", text \"b\", text \"c\"], not subscribed");
		listener.onNext(new WebSocketMessage.Text("d"));
		assertThat(listener.awaitMessage()).isEqualTo(new WebSocketMessage.Text("d"));
	}

	@Test
	void messagesOfManyThreadsAreAllRecordedAndWaitedFor() throws Exception {
		RecordingListener listener = new RecordingListener();
		BlockedCall<List<WebSocketMessage>> first = BlockedCall.start(() -> listener.awaitMessages(2000));
		BlockedCall<List<WebSocketMessage>> second = BlockedCall.start(() -> listener.awaitMessages(2000));
		for (int t = 0; t < 4; t++) {
			String name = "thread " + t + ", ";
			Thread thread = new Thread(() -> {
				for (int i = 0; i < 1000; i++) {
					listener.onNext(new WebSocketMessage.Text(name + i));
				}
			});
			thread.setDaemon(true);
			thread.start();
		}
		List<WebSocketMessage> awaited = new ArrayList<>(first.get(5, TimeUnit.SECONDS));
		awaited.addAll(second.get(5, TimeUnit.SECONDS));
		assertThat(awaited).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(listener.messages());
	}

	@Test
	void endFailsWaitsForMessagesAtOnce() {
		RecordingListener listener = told("a");
		listener.onComplete();
		assertFailure(() -> listener.awaitMessages(2),
				"expected 2 messages, but was the end; recorded [text \"a\", the end], not subscribed");
		assertFailure(listener::awaitFailure,
				"expected a failure, but was the end; recorded [text \"a\", the end], not subscribed");
		assertThat(listener.awaitMessages(1)).hasSize(1);
	}

	@Test
	void failureFailsOtherWaitsAtOnceAndIsTheirCause() {
		RecordingListener listener = told();
		WebSocketException failure = new WebSocketException(WebSocketError.ABORTED, "lost");
		listener.onError(failure);
		String was = "failure (ABORTED, " + failure + ")";
		assertThat(assertFailure(listener::awaitEnd,
				"expected the end of the messages, but was " + was + "; recorded [" + was + "], not subscribed"))
			.hasCause(failure);
		assertThat(assertFailure(listener::awaitMessage,
				"expected a message, but was " + was + "; recorded [" + was + "], not subscribed"))
			.hasCause(failure);
		assertThat(listener.awaitFailure()).isSameAs(failure);
	}

	@Test
	void deadlineFailsEachWait() {
		RecordingListener listener = new RecordingListener().deadline(SHORT);
		requests(listener);
		assertFailure(listener::awaitEnd,
				"expected the end of the messages, but was nothing within PT0.001S; recorded []");
		assertFailure(listener::awaitFailure, "expected a failure, but was nothing within PT0.001S; recorded []");
		listener.onPong(null, ByteBuffer.allocate(0), null);
		listener.onComplete();
		assertFailure(() -> listener.awaitPongs(2), "expected 2 PONGs, but was nothing within PT0.001S;"
				+ " recorded [pong [] (0 bytes) unasked, the end]");
	}

	@Test
	void longRecordIsToldByItsEnd() {
		RecordingListener listener = told("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11");
		assertThat(listener.toString()).startsWith("RecordingListener; recorded [2 more, text \"2\", text \"3\"")
			.endsWith("text \"11\"], not subscribed");
	}

	@Test
	void interruptEndsTheWaitAndStaysSet() throws Exception {
		RecordingListener listener = new RecordingListener();
		BlockedCall<WebSocketMessage> call = BlockedCall.start(listener::awaitMessage);
		call.interrupt();
		assertThat(catchThrowable(() -> call.get(5, TimeUnit.SECONDS)).getCause()).isInstanceOf(AssertionError.class)
			.hasMessage("expected a message, but was an interrupt; recorded [], not subscribed");
		assertThat(call.leftInterrupt()).isTrue();
	}

	@Test
	void wrongArgumentsAreRefused() {
		RecordingListener listener = new RecordingListener();
		assertThatIllegalArgumentException().isThrownBy(() -> RecordingListener.withDemand(-1))
			.withMessage("'initialDemand' must not be negative, but was -1");
		assertThatIllegalArgumentException().isThrownBy(() -> listener.awaitMessages(0))
			.withMessage("'count' must be at least 1, but was 0");
		assertThatIllegalArgumentException().isThrownBy(() -> listener.deadline(Duration.ZERO))
			.withMessage("'deadline' must be greater than zero, but was PT0S");
		assertThatIllegalStateException().isThrownBy(() -> listener.request(1))
			.withMessage("expected a subscription, but was none");
	}

	private static RecordingListener told(String... texts) {
		RecordingListener listener = new RecordingListener();
		for (String text : texts) {
			listener.onNext(new WebSocketMessage.Text(text));
		}
		return listener;
	}

	private static Throwable assertFailure(BlockedCall.Action action, String message) {
		Throwable[] thrown = new Throwable[1];
		assertThatExceptionOfType(AssertionError.class).isThrownBy(action::run)
			.withMessage(message)
			.satisfies((ex) -> thrown[0] = ex);
		return thrown[0];
	}

}
