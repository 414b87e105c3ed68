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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.adapter.JdkFlowAdapter;

import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Contract of the publisher of messages (Reactive Streams, as in {@link Flow}).
 */
class PublisherContractTests extends ContractTests {

	@Test
	void messagesComeOnDemandAndThenTheEnd() throws Exception {
		RawPeer peer = open();
		Recorder recorder = new Recorder();
		peer.client().publisher().subscribe(recorder);
		peer.send(Frames.text("a"), Frames.text("b"), Frames.text("c"), Frames.close(1000, ""));
		recorder.subscription().request(2);
		recorder.awaitMessages(2);
		assertThat(recorder.texts()).containsExactly("a", "b");
		assertThat(recorder.hasEnded()).isFalse();
		recorder.subscription().request(Long.MAX_VALUE);
		recorder.awaitEnd();
		assertThat(recorder.texts()).containsExactly("a", "b", "c");
		assertThat(recorder.failure()).isNull();
		assertThat(peer.client().state()).isEqualTo(WebSocketState.CLOSE_RECEIVED);
	}

	@Test
	void demandFromWithinAMessageDoesNotNest() throws Exception {
		RawPeer peer = open();
		int count = 20_000;
		Recorder recorder = new Recorder() {

			@Override
			public void onNext(WebSocketMessage message) {
				super.onNext(message);
				subscription().request(1);
			}

		};
		peer.client().publisher().subscribe(recorder);
		recorder.subscription().request(1);
		ServerFrame[] frames = new ServerFrame[count];
		Arrays.setAll(frames, (i) -> Frames.text("" + i));
		peer.send(frames);
		peer.send(Frames.close(1000, ""));
		recorder.awaitEnd();
		List<String> texts = recorder.texts();
		assertThat(texts).hasSize(count);
		for (int i = 0; i < count; i++) {
			assertThat(texts.get(i)).isEqualTo("" + i);
		}
	}

	@Test
	void lostConnectionIsAnError() throws Exception {
		RawPeer peer = open();
		Recorder recorder = new Recorder();
		peer.client().publisher().subscribe(recorder);
		recorder.subscription().request(1);
		peer.fin();
		recorder.awaitEnd();
		assertThat(recorder.failure()).isInstanceOf(WebSocketException.class)
			.satisfies((ex) -> assertThat(((WebSocketException) ex).error())
				.isEqualTo(WebSocketError.CONNECTION_CLOSED_PREMATURELY));
	}

	@Test
	void closeFromThisSideIsTheEnd() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.close(1000, ""));
		assertThat(peer.client().close(CloseStatus.NORMAL_CLOSURE, null)).isNotNull();
		Recorder recorder = new Recorder();
		peer.client().publisher().subscribe(recorder);
		recorder.subscription().request(1);
		recorder.awaitEnd();
		assertThat(recorder.failure()).isNull();
	}

	@Test
	void cancelLeavesTheSocketAndItsMessages() throws Exception {
		RawPeer peer = open();
		Recorder recorder = new Recorder();
		peer.client().publisher().subscribe(recorder);
		recorder.subscription().request(5);
		recorder.subscription().cancel();
		recorder.subscription().request(1);
		peer.send(Frames.text("a"));
		assertThat(text(peer.client())).isEqualTo("a");
		assertThat(recorder.texts()).isEmpty();
		assertThat(recorder.hasEnded()).isFalse();
	}

	@Test
	void cancelFromWithinAMessageIsTheLastOfIt() throws Exception {
		RawPeer peer = open();
		Recorder recorder = new Recorder() {

			@Override
			public void onNext(WebSocketMessage message) {
				super.onNext(message);
				subscription().cancel();
			}

		};
		peer.client().publisher().subscribe(recorder);
		recorder.subscription().request(Long.MAX_VALUE);
		peer.send(Frames.text("a"), Frames.text("b"));
		recorder.awaitMessages(1);
		assertThat(text(peer.client())).isEqualTo("b");
		assertThat(recorder.texts()).containsExactly("a");
	}

	@Test
	void requestThatIsNotPositiveIsAnErrorAndCancels() throws Exception {
		for (long count : new long[] { 0, -1 }) {
			RawPeer peer = open();
			Recorder recorder = new Recorder();
			peer.client().publisher().subscribe(recorder);
			recorder.subscription().request(1);
			recorder.subscription().request(count);
			recorder.awaitEnd();
			assertThat(recorder.failure()).isInstanceOf(IllegalArgumentException.class)
				.hasMessage("'count' must be positive, but was " + count);
			peer.send(Frames.text("a"));
			assertThat(text(peer.client())).isEqualTo("a");
		}
	}

	@Test
	void reactorTakesIt() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.text("a"), Frames.text("b"), Frames.text("c"), Frames.close(1000, ""));
		assertThat(JdkFlowAdapter.flowPublisherToFlux(peer.client().publisher())
			.map(ContractTests::text)
			.limitRate(1)
			.collectList()
			.block(RawPeer.TIMEOUT)).containsExactly("a", "b", "c");
	}

	@Test
	void subscriberThatThrowsIsToldNothingMore() throws Exception {
		RawPeer peer = open();
		Recorder recorder = new Recorder() {

			@Override
			public void onNext(WebSocketMessage message) {
				super.onNext(message);
				throw new IllegalStateException("from the subscriber");
			}

		};
		peer.client().publisher().subscribe(recorder);
		recorder.subscription().request(5);
		peer.send(Frames.text("a"), Frames.text("b"));
		recorder.awaitMessages(1);
		assertThat(text(peer.client())).isEqualTo("b");
		assertThat(recorder.hasEnded()).isFalse();
	}

	/** Records what it is told. */
	private static class Recorder implements Flow.Subscriber<WebSocketMessage> {

		private final List<String> texts = new ArrayList<>();

		private final CountDownLatch ended = new CountDownLatch(1);

		private volatile Flow.@Nullable Subscription subscription;

		private volatile @Nullable Throwable failure;

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscription = subscription;
		}

		@Override
		public void onNext(WebSocketMessage message) {
			synchronized (this.texts) {
				this.texts.add(text(message));
			}
		}

		@Override
		public void onError(Throwable failure) {
			this.failure = failure;
			this.ended.countDown();
		}

		@Override
		public void onComplete() {
			this.ended.countDown();
		}

		Flow.Subscription subscription() {
			return Objects.requireNonNull(this.subscription);
		}

		List<String> texts() {
			synchronized (this.texts) {
				return List.copyOf(this.texts);
			}
		}

		void awaitMessages(int count) throws Exception {
			await(count + " messages", () -> texts().size() >= count);
		}

		void awaitEnd() throws Exception {
			assertThat(this.ended.await(RawPeer.TIMEOUT.toSeconds(), TimeUnit.SECONDS)).as("the end").isTrue();
		}

		boolean hasEnded() {
			return this.ended.getCount() == 0;
		}

		@Nullable Throwable failure() {
			return this.failure;
		}

	}

}
