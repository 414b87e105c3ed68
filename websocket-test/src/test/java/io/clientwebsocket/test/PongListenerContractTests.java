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
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Contract of the listener to PONGs.
 */
class PongListenerContractTests extends ContractTests {

	@Test
	void listenerIsToldOfEachPongInOrder() throws Exception {
		RecordingListener listener = new RecordingListener();
		RawPeer peer = open((options) -> options.pongListener(listener));
		peer.send(Frames.pong("a"));
		listener.awaitPongs(1);
		CompletableFuture<Duration> ping = peer.client().pingAsync();
		ReceivedFrame frame = peer.nextFrame();
		peer.send(Frames.frame(Opcode.PONG, frame.bytes()), Frames.pong("b"));
		Duration roundTrip = get(ping);
		await("all PONGs", () -> {
			peer.passReadAhead();
			return listener.pongs().size() == 3;
		});
		assertThat(listener.events()).containsExactly(new RecordedEvent.Pong(utf8("a"), null),
				new RecordedEvent.Pong(frame.payload(), roundTrip), new RecordedEvent.Pong(utf8("b"), null));
	}

	@Test
	void listenerGetsTheSocketAndMayUseIt() throws Exception {
		RawPeer peer = open((options) -> options.pongListener((socket, payload,
				roundTrip) -> assertThat(socket.sendTextAsync("pong came, read-only " + payload.isReadOnly()))
					.isNotNull()));
		peer.send(Frames.pong("a"));
		assertThat(peer.next()).isEqualTo("text \"pong came, read-only true\"");
	}

	@Test
	void listenerThatThrowsIsToldOfTheNextOne() throws Exception {
		CountDownLatch told = new CountDownLatch(2);
		RawPeer peer = open((options) -> options.pongListener((socket, payload, roundTrip) -> {
			told.countDown();
			throw new IllegalStateException("from the listener");
		}));
		peer.send(Frames.pong("a"), Frames.pong("b"), Frames.text("c"));
		assertThat(text(peer.client())).isEqualTo("c");
		await("both PONGs", () -> told.getCount() == 0);
	}

	@Test
	void slowListenerDoesNotHoldTheSocketUp() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		List<ByteBuffer> told = new CopyOnWriteArrayList<>();
		RawPeer peer = open((options) -> options.pongListener((socket, payload, roundTrip) -> {
			told.add(payload);
			try {
				release.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}));
		int count = 10_000;
		ServerFrame[] pongs = new ServerFrame[count];
		Arrays.fill(pongs, Frames.pong("x"));
		peer.send(pongs);
		peer.send(Frames.text("behind"));
		assertThat(text(peer.client())).isEqualTo("behind");
		release.countDown();
		await("the first PONGs", () -> told.size() >= 128);
		assertThat(told).hasSizeLessThan(count);
	}

}
