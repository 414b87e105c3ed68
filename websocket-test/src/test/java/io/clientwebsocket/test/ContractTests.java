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
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.KeepAlive;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.stream.StreamResources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/**
 * What every socket promises, over every transport. A test opens a socket with the peer
 * at the other end of it; afterwards the socket must hold nothing.
 */
@ParameterizedClass
@EnumSource(TransportKind.class)
@Timeout(30)
abstract class ContractTests {

	@Parameter
	TransportKind transport = TransportKind.PLAIN;

	private final List<RawPeer> peers = new ArrayList<>();

	@BeforeEach
	void leaveOutWhatIsNotForCompressedSockets(TestInfo test) {
		String reason = UncompressedContracts.reason(getClass(), test.getTestMethod().orElseThrow());
		assumeFalse(this.transport.isCompressed() && reason != null, reason);
	}

	@AfterEach
	void nothingIsLeft() throws Exception {
		for (RawPeer peer : this.peers) {
			peer.close();
			peer.endCompressing();
		}
		this.peers.forEach(RawPeer::assertNothingLeft);
	}

	@AfterAll
	static void nothingIsShared() throws TimeoutException {
		SocketPeer.stopConnectors();
		Http2Peer.stopShared();
		StreamResources.awaitNone();
	}

	final RawPeer open() throws Exception {
		return open((options) -> {
		});
	}

	/** Open a socket, without keep-alive unless the options say so. */
	final RawPeer open(Consumer<ClientWebSocketOptions.Builder> options) throws Exception {
		RawPeer peer = this.transport
			.open(ClientWebSocketOptions.builder().keepAlive(KeepAlive.off()).apply(options).build());
		this.peers.add(peer);
		return peer;
	}

	static <T> T get(Future<T> future) throws Exception {
		return future.get(RawPeer.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
	}

	static WebSocketException failure(WebSocketError error, ThrowingCallable call) {
		WebSocketException failure = catchThrowableOfType(WebSocketException.class, call);
		assertThat(failure).as("failure").isNotNull();
		assertThat(failure.error()).as(failure.toString()).isEqualTo(error);
		return failure;
	}

	static WebSocketException failure(WebSocketError error, Future<?> future) {
		return failure(error, () -> {
			try {
				get(future);
			}
			catch (ExecutionException ex) {
				throw ex.getCause();
			}
		});
	}

	/** Wait for something that another thread does. */
	static void await(String expected, BooleanSupplier condition) throws TimeoutException {
		long end = System.nanoTime() + RawPeer.TIMEOUT.toNanos();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() - end > 0) {
				throw new TimeoutException("expected " + expected + " within " + RawPeer.TIMEOUT);
			}
			Thread.onSpinWait();
		}
	}

	static String text(ClientWebSocket socket) throws InterruptedException {
		return text(socket.receive());
	}

	static String text(WebSocketMessage message) {
		assertThat(message).isInstanceOf(WebSocketMessage.Text.class);
		return ((WebSocketMessage.Text) message).value();
	}

	static byte[] binary(WebSocketMessage message) {
		assertThat(message).isInstanceOf(WebSocketMessage.Binary.class);
		return ((WebSocketMessage.Binary) message).toByteArray();
	}

	static ByteBuffer utf8(String text) {
		return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
	}

	/** What was put into a buffer, as text. */
	static String textOf(ByteBuffer buffer) {
		return StandardCharsets.UTF_8.decode(buffer.duplicate().flip()).toString();
	}

	/** Bytes that stay as many when they are compressed. */
	static byte[] noise(int length) {
		byte[] bytes = new byte[length];
		new Random(length).nextBytes(bytes);
		return bytes;
	}

	/** Bytes that tell their place. */
	static byte[] pattern(int length) {
		byte[] bytes = new byte[length];
		for (int i = 0; i < length; i++) {
			bytes[i] = (byte) (i * 31 + (i >> 8));
		}
		return bytes;
	}

}
