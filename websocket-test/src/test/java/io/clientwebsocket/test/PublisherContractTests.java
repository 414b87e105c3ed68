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

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Flow;

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
		RecordingListener recorder = RecordingListener.withDemand(2);
		peer.client().publisher().subscribe(recorder);
		peer.send(Frames.text("a"), Frames.text("b"), Frames.text("c"), Frames.close(1000, ""));
		recorder.awaitMessages(2);
		assertThat(recorder.events()).hasToString("[text \"a\", text \"b\"]");
		recorder.request(Long.MAX_VALUE);
		recorder.awaitEnd();
		assertThat(recorder.events()).hasToString("[text \"a\", text \"b\", text \"c\", the end]");
		assertThat(peer.client().state()).isEqualTo(WebSocketState.CLOSE_RECEIVED);
	}

	@Test
	void demandFromWithinAMessageDoesNotNest() throws Exception {
		RawPeer peer = open();
		int count = 20_000;
		RecordingListener recorder = new RecordingListener(1) {

			@Override
			public void onNext(WebSocketMessage message) {
				super.onNext(message);
				request(1);
			}

		};
		peer.client().publisher().subscribe(recorder);
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
		RecordingListener recorder = new RecordingListener();
		peer.client().publisher().subscribe(recorder);
		peer.fin();
		assertThat(recorder.awaitFailure()).isInstanceOf(WebSocketException.class)
			.satisfies((ex) -> assertThat(((WebSocketException) ex).error())
				.isEqualTo(WebSocketError.CONNECTION_CLOSED_PREMATURELY));
	}

	@Test
	void closeFromThisSideIsTheEnd() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.close(1000, ""));
		assertThat(peer.client().close(CloseStatus.NORMAL_CLOSURE, null)).isNotNull();
		RecordingListener recorder = new RecordingListener();
		peer.client().publisher().subscribe(recorder);
		recorder.awaitEnd();
	}

	@Test
	void cancelLeavesTheSocketAndItsMessages() throws Exception {
		RawPeer peer = open();
		RecordingListener recorder = RecordingListener.withDemand(5);
		peer.client().publisher().subscribe(recorder);
		recorder.cancel();
		recorder.request(1);
		peer.send(Frames.text("a"));
		assertThat(text(peer.client())).isEqualTo("a");
		assertThat(recorder.events()).isEmpty();
	}

	@Test
	void cancelFromWithinAMessageIsTheLastOfIt() throws Exception {
		RawPeer peer = open();
		RecordingListener recorder = new RecordingListener() {

			@Override
			public void onNext(WebSocketMessage message) {
				super.onNext(message);
				cancel();
			}

		};
		peer.client().publisher().subscribe(recorder);
		peer.send(Frames.text("a"), Frames.text("b"));
		assertThat(text(recorder.awaitMessage())).isEqualTo("a");
		assertThat(text(peer.client())).isEqualTo("b");
		assertThat(recorder.events()).hasSize(1);
	}

	@Test
	void requestThatIsNotPositiveIsAnErrorAndCancels() throws Exception {
		for (long count : new long[] { 0, -1 }) {
			RawPeer peer = open();
			RecordingListener recorder = RecordingListener.withDemand(1);
			peer.client().publisher().subscribe(recorder);
			recorder.request(count);
			assertThat(recorder.awaitFailure()).isInstanceOf(IllegalArgumentException.class)
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
		RecordingListener recorder = new RecordingListener() {

			@Override
			public void onNext(WebSocketMessage message) {
				super.onNext(message);
				throw new IllegalStateException("from the subscriber");
			}

		};
		peer.client().publisher().subscribe(recorder);
		peer.send(Frames.text("a"), Frames.text("b"));
		assertThat(text(recorder.awaitMessage())).isEqualTo("a");
		assertThat(text(peer.client())).isEqualTo("b");
		assertThat(recorder.events()).hasSize(1);
	}

}
