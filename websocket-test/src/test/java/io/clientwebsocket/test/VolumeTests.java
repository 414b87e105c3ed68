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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.KeepAlive;
import io.clientwebsocket.MessageType;
import io.clientwebsocket.SendFlag;
import io.clientwebsocket.WebSocketMessage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many messages of random size in both directions at once, from several threads, whole
 * and in fragments: all arrive whole, and those of a thread in order.
 */
@Timeout(50)
class VolumeTests {

	private static final int THREADS = 4;

	private static final int MESSAGES = 1250;

	private static final ClientWebSocketOptions OPTIONS = ClientWebSocketOptions.builder()
		.keepAlive(KeepAlive.off())
		.build();

	/** Bytes from which every message takes a part, which is ASCII for text. */
	private static final byte[] SOURCE = source();

	private static byte[] source() {
		byte[] bytes = new byte[300_000];
		Random random = new Random(42);
		for (int i = 0; i < bytes.length; i++) {
			bytes[i] = (byte) (' ' + random.nextInt(90));
		}
		return bytes;
	}

	@Test
	void messagesArriveWholeAndInOrderOverMemory() throws Exception {
		try (InMemoryWebSockets pair = InMemoryWebSockets.open(OPTIONS, OPTIONS)) {
			List<BlockedCall<Boolean>> calls = new ArrayList<>();
			for (ClientWebSocket socket : List.of(pair.client(), pair.server())) {
				Semaphore line = new Semaphore(1);
				for (int t = 0; t < THREADS; t++) {
					int thread = t;
					calls.add(BlockedCall.run(() -> send(socket, thread, line)));
				}
			}
			calls.add(BlockedCall.run(() -> receive(pair.client())));
			calls.add(BlockedCall.run(() -> receive(pair.server())));
			for (BlockedCall<Boolean> call : calls) {
				call.get(45, TimeUnit.SECONDS);
			}
		}
	}

	@Test
	void messagesArriveWholeAndInOrderOverPlain() throws Exception {
		try (RawPeer peer = SocketPeer.plain(OPTIONS)) {
			BlockedCall<Boolean> sender = BlockedCall.run(() -> send(peer.client(), 0, new Semaphore(1)));
			Random random = new Random(0);
			for (int i = 0; i < MESSAGES; i++) {
				byte[] expected = payload(0, i, random);
				ByteBuffer received = ByteBuffer.allocate(expected.length);
				boolean fin = false;
				while (!fin) {
					ReceivedFrame frame = peer.nextFrame();
					received.put(frame.payload());
					fin = frame.fin();
				}
				assertThat(Arrays.equals(received.array(), expected)).as("message %d", i).isTrue();
				peer.send(Frames.binary(expected));
				assertThat(Arrays.equals(ContractTests.binary(peer.client().receive()), expected)).isTrue();
			}
			ContractTests.get(sender);
		}
		finally {
			SocketPeer.stopConnectors();
		}
	}

	/** Mostly small, up to 200 KB; the first bytes tell thread and number. */
	private static byte[] payload(int thread, int number, Random random) {
		int length = 16 + ((random.nextInt(8) == 0) ? random.nextInt(200_000) : random.nextInt(5_000));
		int from = random.nextInt(SOURCE.length - length);
		byte[] payload = Arrays.copyOfRange(SOURCE, from, from + length);
		byte[] head = String.format("%02d:%06d:", thread, number).getBytes(StandardCharsets.US_ASCII);
		System.arraycopy(head, 0, payload, 0, head.length);
		return payload;
	}

	private static void send(ClientWebSocket socket, int thread, Semaphore line) throws InterruptedException {
		Random random = new Random(thread);
		for (int i = 0; i < MESSAGES; i++) {
			byte[] payload = payload(thread, i, random);
			if (i % 5 == 4) {
				// the frames of one message are one sender's affair
				line.acquire();
				int middle = payload.length / 2;
				socket.send(ByteBuffer.wrap(payload, 0, middle), MessageType.BINARY);
				socket.send(ByteBuffer.wrap(payload, middle, payload.length - middle), MessageType.BINARY,
						SendFlag.END_OF_MESSAGE);
				line.release();
			}
			else if (i % 2 == 0) {
				socket.sendText(new String(payload, StandardCharsets.US_ASCII));
			}
			else {
				socket.sendBinary(ByteBuffer.wrap(payload));
			}
		}
	}

	private static void receive(ClientWebSocket socket) throws InterruptedException {
		int[] next = new int[THREADS];
		Random[] random = new Random[THREADS];
		Arrays.setAll(random, Random::new);
		for (int i = 0; i < THREADS * MESSAGES; i++) {
			WebSocketMessage message = socket.receive();
			byte[] bytes = (message instanceof WebSocketMessage.Text text)
					? text.value().getBytes(StandardCharsets.US_ASCII) : ContractTests.binary(message);
			int thread = Integer.parseInt(new String(bytes, 0, 2, StandardCharsets.US_ASCII));
			byte[] expected = payload(thread, next[thread]++, random[thread]);
			assertThat(Arrays.equals(bytes, expected)).as("message %d of thread %d", next[thread] - 1, thread).isTrue();
		}
	}

}
