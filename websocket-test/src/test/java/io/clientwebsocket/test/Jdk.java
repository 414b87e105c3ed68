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

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;

/**
 * The JDK's WebSocket client: a peer that shares nothing with the scripted server.
 */
final class Jdk {

	private Jdk() {
	}

	static WebSocket connect(URI uri, WebSocket.Listener listener, String... subprotocols) throws Exception {
		return await(start(HttpClient.newHttpClient(), uri, listener, subprotocols));
	}

	static WebSocket connect(URI uri, SSLContext tls, WebSocket.Listener listener) throws Exception {
		return await(start(HttpClient.newBuilder().sslContext(tls).build(), uri, listener));
	}

	private static CompletableFuture<WebSocket> start(HttpClient client, URI uri, WebSocket.Listener listener,
			String... subprotocols) {
		WebSocket.Builder builder = client.newWebSocketBuilder();
		if (subprotocols.length > 0) {
			builder.subprotocols(subprotocols[0], Arrays.copyOfRange(subprotocols, 1, subprotocols.length));
		}
		return builder.buildAsync(uri, listener);
	}

	static <T> T await(CompletableFuture<T> future) throws Exception {
		return future.get(5, TimeUnit.SECONDS);
	}

}
