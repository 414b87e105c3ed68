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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferWrapper;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.core.io.buffer.PooledDataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.WebSocketState;
import io.clientwebsocket.jetty.JettyWebSocketConnector;
import io.clientwebsocket.test.Frames;
import io.clientwebsocket.test.ScriptedConnection;
import io.clientwebsocket.test.ScriptedServer;
import io.clientwebsocket.test.ServerScript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests of {@link ReactiveConnectorWebSocketClient} and its sessions, against a scripted
 * server.
 */
@Timeout(60)
class ReactiveConnectorWebSocketClientTests {

	private static final Duration DEADLINE = Duration.ofSeconds(10);

	private final JettyWebSocketConnector connector = JettyWebSocketConnector
		.create(ClientWebSocketOptions.builder().closeTimeout(Duration.ofSeconds(5)).build());

	private final ReactiveConnectorWebSocketClient client = new ReactiveConnectorWebSocketClient(this.connector);

	@AfterEach
	void abort() {
		this.connector.abort();
	}

	private static ScriptedServer accepting(ServerScript script) {
		return ScriptedServer.start((connection) -> script.run(connection.acceptHandshake()));
	}

	private void execute(ScriptedServer server, WebSocketHandler handler) {
		this.client.execute(server.uri(), handler).block(DEADLINE);
	}

	@Test
	void messagesAreReceivedUntilTheServerClosesWhichIsAnswered() {
		List<String> received = new ArrayList<>();
		AtomicReference<CloseStatus> status = new AtomicReference<>();
		try (ScriptedServer server = accepting((connection) -> connection.sendText("one")
			.sendBinary("two".getBytes(StandardCharsets.UTF_8))
			.close(4000, "done")
			.expectClose(4000))) {
			execute(server,
					(session) -> session.receive()
						.doOnNext((message) -> received.add(message.getType() + " " + message.getPayloadAsText()))
						.then(session.closeStatus())
						.doOnNext(status::set)
						.then());
			server.awaitFinished();
		}
		assertThat(received).containsExactly("TEXT one", "BINARY two");
		assertThat(status).hasValue(CloseStatus.create(4000, "done"));
	}

	@Test
	void messagesAreSentAndReleasedAndTheSessionIsClosedWhenTheHandlerCompletes() {
		AtomicLong released = new AtomicLong();
		try (ScriptedServer server = accepting((connection) -> connection.expectText("hello")
			.expectBinary(new byte[] { 1, 2 })
			.expectClose(1000)
			.close(1000, ""))) {
			execute(server, (session) -> session.send(Flux.just(
					new WebSocketMessage(WebSocketMessage.Type.TEXT,
							counted("hello".getBytes(StandardCharsets.UTF_8), released)),
					new WebSocketMessage(WebSocketMessage.Type.BINARY, counted(new byte[] { 1, 2 }, released)))));
			server.awaitFinished();
		}
		assertThat(released).hasValue(2);
	}

	private static DataBuffer counted(byte[] bytes, AtomicLong released) {
		return new CountedBuffer(DefaultDataBufferFactory.sharedInstance.wrap(bytes), released);
	}

	@Test
	void nextMessageIsAskedForWhenTheOneBeforeIsOut() {
		List<Long> requests = new ArrayList<>();
		try (ScriptedServer server = accepting(
				(connection) -> connection.expectText("a").expectText("b").expectClose(1000).close(1000, ""))) {
			execute(server, (session) -> session
				.send(Flux.just("a", "b").map(session::textMessage).doOnRequest(requests::add)));
			server.awaitFinished();
		}
		assertThat(requests).containsOnly(1L);
	}

	@Test
	void messageIsReceivedOnlyWhenItWasAskedFor() throws InterruptedException {
		BlockingQueue<String> received = new LinkedBlockingQueue<>();
		AtomicReference<Subscription> subscription = new AtomicReference<>();
		CountDownLatch subscribed = new CountDownLatch(1);
		try (ScriptedServer server = accepting(
				(connection) -> connection.sendText("one").sendText("two").ignoreUntilEnd())) {
			Disposable execution = this.client.execute(server.uri(), (session) -> {
				session.receive().subscribe(new BaseSubscriber<>() {

					@Override
					protected void hookOnSubscribe(Subscription given) {
						subscription.set(given);
						subscribed.countDown();
					}

					@Override
					protected void hookOnNext(WebSocketMessage message) {
						received.add(message.getPayloadAsText());
					}

				});
				return Mono.never();
			}).subscribe();
			assertThat(subscribed.await(10, TimeUnit.SECONDS)).isTrue();
			assertThat(received).isEmpty();
			subscription.get().request(1);
			assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo("one");
			assertThat(received).isEmpty();
			subscription.get().request(1);
			assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo("two");
			execution.dispose();
		}
	}

	@Test
	void cancellingClosesTheSession() throws InterruptedException {
		CountDownLatch open = new CountDownLatch(1);
		try (ScriptedServer server = accepting((connection) -> connection.expectClose(1000).close(1000, ""))) {
			Disposable execution = this.client.execute(server.uri(), (session) -> {
				open.countDown();
				return session.receive().then();
			}).subscribe();
			assertThat(open.await(10, TimeUnit.SECONDS)).isTrue();
			execution.dispose();
			server.awaitFinished();
		}
	}

	@Test
	void cancellingWhileItConnectsGivesTheAttemptUp() throws InterruptedException {
		CountDownLatch asked = new CountDownLatch(1);
		try (ScriptedServer server = ScriptedServer.start((connection) -> {
			connection.readRequest();
			asked.countDown();
			connection.ignoreUntilEnd();
		})) {
			Disposable execution = this.client.execute(server.uri(), (session) -> Mono.never()).subscribe();
			assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
			execution.dispose();
			server.awaitFinished();
		}
	}

	@Test
	void socketThatOpensWhenTheResultWasCancelledIsAborted() throws InterruptedException {
		CompletableFuture<ClientWebSocket> tooLateToCancel = new CompletableFuture<>() {

			@Override
			public boolean cancel(boolean mayInterruptIfRunning) {
				return false;
			}

		};
		try (ScriptedServer server = accepting(ScriptedConnection::ignoreUntilEnd)) {
			ClientWebSocket socket = this.connector.connect(server.uri());
			new ReactiveConnectorWebSocketClient(new GivenConnector(tooLateToCancel))
				.execute(server.uri(), (session) -> Mono.never())
				.subscribe()
				.dispose();
			tooLateToCancel.complete(socket);
			assertThat(socket.state()).isEqualTo(WebSocketState.ABORTED);
			server.awaitFinished();
		}
	}

	@Test
	void errorOfTheHandlerFailsTheResultAndClosesWith1011() {
		try (ScriptedServer server = accepting((connection) -> connection.expectClose(1011).close(1011, ""))) {
			assertThatIllegalStateException()
				.isThrownBy(() -> execute(server, (session) -> Mono.error(new IllegalStateException("mine"))))
				.withMessage("mine");
			server.awaitFinished();
		}
	}

	@Test
	void lostConnectionIsAnErrorOfReceive() {
		AtomicReference<WebSocketSession> lost = new AtomicReference<>();
		try (ScriptedServer server = accepting(ScriptedConnection::reset)) {
			assertThatExceptionOfType(WebSocketException.class).isThrownBy(() -> execute(server, (session) -> {
				lost.set(session);
				return session.receive().then();
			}));
		}
		assertThat(lost.get().closeStatus().block(DEADLINE)).isEqualTo(CloseStatus.NO_CLOSE_FRAME);
		assertThat(lost.get().isOpen()).isFalse();
		assertThat(lost.get().close().block(DEADLINE)).isNull();
	}

	@Test
	void closeOfTheSessionIsTheCloseHandshake() {
		AtomicReference<CloseStatus> status = new AtomicReference<>();
		try (ScriptedServer server = accepting((connection) -> connection.expectClose(4002).close(4002, ""))) {
			execute(server,
					(session) -> session.close(new CloseStatus(4002, "enough"))
						.then(session.closeStatus())
						.doOnNext(status::set)
						.then());
			server.awaitFinished();
		}
		assertThat(status).hasValue(new CloseStatus(4002, "enough"));
	}

	@Test
	void pingAndPongAreSentWithTheirPayloadsWhichAreReleased() {
		AtomicLong released = new AtomicLong();
		try (ScriptedServer server = accepting((connection) -> connection
			.expectFrame((frame) -> assertThat(frame.toString()).isEqualTo("ping [01] (1 bytes)"))
			.expectPong("p")
			.expectClose(1000)
			.close(1000, ""))) {
			execute(server,
					(session) -> session.send(Flux.just(
							new WebSocketMessage(WebSocketMessage.Type.PING, counted(new byte[] { 1 }, released)),
							new WebSocketMessage(WebSocketMessage.Type.PONG, counted(new byte[] { 'p' }, released)))));
			server.awaitFinished();
		}
		assertThat(released).hasValue(2);
	}

	@Test
	void pongsAreNotAmongTheMessagesAndAreToldToTheListenerOfTheOptions() throws Exception {
		BlockingQueue<String> pongs = new LinkedBlockingQueue<>();
		ClientWebSocketOptions options = this.connector.options()
			.toBuilder()
			.pongListener((socket, payload, roundTrip) -> pongs.add(StandardCharsets.UTF_8.decode(payload).toString()))
			.build();
		List<String> received = new ArrayList<>();
		try (ScriptedServer server = accepting((connection) -> connection.answerPing()
			.send(Frames.pong("unsolicited"), Frames.text("text"))
			.close(1000, "")
			.expectClose(1000))) {
			new ReactiveConnectorWebSocketClient(this.connector, options)
				.execute(server.uri(),
						(session) -> session
							.send(Mono.just(session.pingMessage((factory) -> factory.wrap(new byte[] { 'p' }))))
							.thenMany(session.receive())
							.doOnNext((message) -> received.add(message.getType() + " " + message.getPayloadAsText()))
							.then())
				.block(DEADLINE);
			server.awaitFinished();
		}
		assertThat(received).containsExactly("TEXT text");
		assertThat(List.of(pongs.take(), pongs.take())).containsExactly("p", "unsolicited");
	}

	@Test
	void pingOnASessionThatIsClosedFails() {
		try (ScriptedServer server = accepting((connection) -> connection.expectClose(1000).close(1000, ""))) {
			assertThatExceptionOfType(WebSocketException.class)
				.isThrownBy(() -> execute(server, (session) -> session.close()
					.then(session.send(Mono.just(session.pingMessage((factory) -> factory.wrap(new byte[1])))))));
		}
	}

	@Test
	void sessionIsToldWithoutTheQueryOfItsUri() {
		try (ScriptedServer server = accepting((connection) -> connection.close(1000, "").expectClose(1000))) {
			this.client.execute(server.uri("/feed?token=secret"), (session) -> {
				assertThat(session.toString()).contains("/feed").doesNotContain("secret");
				return session.receive().then();
			}).block(DEADLINE);
		}
	}

	@Test
	void subprotocolsOfTheHandlerAndHeadersGoToTheHandshake() {
		HttpHeaders headers = new HttpHeaders();
		headers.set("X-Key", "k1");
		headers.set("Sec-WebSocket-Protocol", "other");
		AtomicReference<WebSocketSession> opened = new AtomicReference<>();
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection
			.acceptHandshake((answer) -> answer.subprotocol("v2").header("X-Answer", "a1"))
			.close(1000, "")
			.expectClose(1000))) {
			this.client.execute(server.uri("/graphql"), headers, new WebSocketHandler() {

				@Override
				public List<String> getSubProtocols() {
					return List.of("v2", "v1");
				}

				@Override
				public Mono<Void> handle(WebSocketSession session) {
					opened.set(session);
					return session.receive().then();
				}

			}).block(DEADLINE);
			assertThat(server.received().request().header("X-Key")).isEqualTo("k1");
			assertThat(server.received().request().headers("Sec-WebSocket-Protocol")).containsExactly("v2, v1");
			assertThat(opened.get().getHandshakeInfo().getUri()).isEqualTo(server.uri("/graphql"));
			assertThat(opened.get().getHandshakeInfo().getSubProtocol()).isEqualTo("v2");
			assertThat(opened.get().getHandshakeInfo().getHeaders().getFirst("X-Answer")).isEqualTo("a1");
		}
	}

	@Test
	void failedHandshakeFailsTheResultAndTheHandlerIsNotCalled() {
		try (ScriptedServer server = ScriptedServer
			.start((connection) -> connection.answerRaw("HTTP/1.1 503 Later\r\nContent-Length: 0\r\n\r\n"))) {
			assertThatExceptionOfType(WebSocketHandshakeException.class)
				.isThrownBy(() -> execute(server, (session) -> Mono.error(new AssertionError("called"))));
		}
	}

	/** A pooled buffer as Netty's, that counts how often it was released. */
	private static final class CountedBuffer extends DataBufferWrapper implements PooledDataBuffer {

		private final AtomicLong released;

		CountedBuffer(DataBuffer delegate, AtomicLong released) {
			super(delegate);
			this.released = released;
		}

		@Override
		public boolean isAllocated() {
			return true;
		}

		@Override
		public PooledDataBuffer retain() {
			return this;
		}

		@Override
		public PooledDataBuffer touch(Object hint) {
			return this;
		}

		@Override
		public boolean release() {
			this.released.incrementAndGet();
			return true;
		}

	}

}
