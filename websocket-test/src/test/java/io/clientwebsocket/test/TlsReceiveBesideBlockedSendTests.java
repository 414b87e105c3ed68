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

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.KeepAlive;
import io.clientwebsocket.WebSocketMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * Receiving over TLS while a send is blocked. Whether readiness is asked for just when
 * Jetty begins a write that stalls is a matter of luck: hence the repetitions.
 */
@Timeout(60)
class TlsReceiveBesideBlockedSendTests {

	@AfterAll
	static void stopConnectors() {
		SocketPeer.stopConnectors();
	}

	@RepeatedTest(100)
	void receivingGoesOnWhileASendIsBlocked() throws Exception {
		ClientWebSocketOptions options = ClientWebSocketOptions.builder().keepAlive(KeepAlive.off()).build();
		try (RawPeer peer = TransportKind.TLS.open(options)) {
			CompletableFuture<Void> send = peer.client().sendBinaryAsync(ByteBuffer.allocate(8 * 1024 * 1024));
			peer.awaitBytes();
			for (int i = 0; i < 100; i++) {
				peer.send(Frames.text("m" + i));
				WebSocketMessage message = peer.client().receive(RawPeer.TIMEOUT).orElse(null);
				if (message == null) {
					fail("message " + i + " did not arrive: " + peer.client());
				}
				assertThat(ContractTests.text(message)).isEqualTo("m" + i);
			}
			assertThat(send).isNotDone();
		}
	}

}
