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
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.DeflateOptions;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketStatistics;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Contract of what a socket counts.
 */
class StatisticsContractTests extends ContractTests {

	/** More than a connection takes over loopback. */
	private static final int BIG = 8 * 1024 * 1024;

	/** Length of the header of a frame of the client. */
	private static long header(int payload) {
		return 6L + ((payload < 126) ? 0 : (payload <= 0xFFFF) ? 2 : 8);
	}

	@Test
	void newSocketHasCountedNothing() throws Exception {
		assertThat(open().client().statistics()).isEqualTo(new WebSocketStatistics(0, 0, 0));
	}

	@Test
	void bytesReceivedAreThoseOfTheFrames() throws Exception {
		RawPeer peer = open();
		ClientWebSocket socket = peer.client();
		byte[] first = Frames.bytes(Frames.text("a").fragment(), Frames.ping("p"), Frames.continuation("b"));
		byte[] large = Frames.bytes(Frames.binary(pattern(200_000)));
		peer.send(first);
		assertThat(text(socket)).isEqualTo("ab");
		assertThat(socket.statistics().bytesReceived()).isEqualTo(first.length);
		peer.send(large);
		ByteBuffer target = ByteBuffer.allocateDirect(200_000);
		while (target.hasRemaining()) {
			socket.receive(target);
		}
		assertThat(socket.statistics().bytesReceived()).isEqualTo(first.length + large.length);
		byte[] close = Frames.bytes(Frames.close(1000, ""));
		peer.send(close);
		socket.receive();
		assertThat(socket.statistics().bytesReceived()).isEqualTo(first.length + large.length + close.length);
	}

	@Test
	void bytesThatNobodyHasTakenYetAreReceived() throws Exception {
		RawPeer peer = open();
		byte[] bytes = Frames.bytes(Frames.text("a"));
		peer.send(bytes);
		await("the read-ahead", () -> {
			peer.passReadAhead();
			return peer.client().statistics().bytesReceived() == bytes.length;
		});
	}

	@Test
	void bytesSentAreThoseOfTheFrames() throws Exception {
		RawPeer peer = open();
		ClientWebSocket socket = peer.client();
		socket.sendText("abc");
		assertThat(peer.next()).isEqualTo("text \"abc\"");
		long sent = header(3) + 3;
		assertThat(socket.statistics()).isEqualTo(new WebSocketStatistics(0, sent, 0));
		socket.sendPong(utf8("p"));
		assertThat(peer.next()).isEqualTo("pong [70] (1 bytes)");
		sent += header(1) + 1;
		CompletableFuture<Void> large = socket.sendBinaryAsync(ByteBuffer.allocate(200_000));
		assertThat(peer.nextFrame().bytes()).hasSize(200_000);
		get(large);
		sent += header(200_000) + 200_000;
		assertThat(socket.statistics()).isEqualTo(new WebSocketStatistics(0, sent, 0));
		socket.closeOutput(CloseStatus.NORMAL_CLOSURE, null);
		assertThat(socket.statistics().bytesSent()).isEqualTo(sent + header(2) + 2);
	}

	@Test
	void compressedPayloadCountsAsItIsOnTheWire() throws Exception {
		RawPeer peer = open((options) -> options.deflate(DeflateOptions.defaults()));
		peer.client().sendText("x".repeat(10_000));
		int payload = peer.nextFrame().bytes().length;
		assertThat(payload).isLessThan(1000);
		assertThat(peer.client().statistics().bytesSent()).isEqualTo(header(payload) + payload);
	}

	@Test
	void whatTheConnectionDoesNotTakeIsQueued() throws Exception {
		RawPeer peer = open();
		ClientWebSocket socket = peer.client();
		CompletableFuture<Void> first = socket.sendBinaryAsync(ByteBuffer.allocate(BIG));
		peer.awaitBytes();
		long queued = socket.statistics().bytesQueued();
		assertThat(queued).isPositive().isLessThanOrEqualTo(header(BIG) + BIG);
		CompletableFuture<Void> second = socket.sendBinaryAsync(ByteBuffer.allocate(100_000));
		WebSocketStatistics both = socket.statistics();
		assertThat(both.bytesSent() + both.bytesQueued()).isEqualTo(header(BIG) + BIG + 100_000);
		assertThat(peer.nextFrame().bytes()).hasSize(BIG);
		assertThat(peer.nextFrame().bytes()).hasSize(100_000);
		get(first);
		get(second);
		long all = header(BIG) + BIG + header(100_000) + 100_000;
		assertThat(socket.statistics()).isEqualTo(new WebSocketStatistics(0, all, 0));
	}

	@Test
	void nothingIsQueuedBehindTheEndAndTheRestStays() throws Exception {
		RawPeer peer = open();
		ClientWebSocket socket = peer.client();
		byte[] bytes = Frames.bytes(Frames.text("a"));
		peer.send(bytes);
		assertThat(text(socket)).isEqualTo("a");
		socket.sendText("b");
		CompletableFuture<Void> big = socket.sendBinaryAsync(ByteBuffer.allocate(BIG));
		peer.awaitBytes();
		socket.abort();
		failure(WebSocketError.ABORTED, big);
		WebSocketStatistics last = socket.statistics();
		assertThat(last.bytesReceived()).isEqualTo(bytes.length);
		assertThat(last.bytesSent()).isGreaterThanOrEqualTo(header(1) + 1);
		assertThat(last.bytesQueued()).isZero();
	}

}
