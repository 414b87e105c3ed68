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

package io.clientwebsocket.interop;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

import io.clientwebsocket.test.TestCertificates;

/**
 * Reactor Netty, in this process.
 */
final class ReactorNettyServer implements ServerPeer {

	private static final int MAX_SIZE = 16 * 1024 * 1024;

	private static final String SUBPROTOCOL = "v2.interop";

	private final AtomicInteger sockets = new AtomicInteger();

	private final Set<Channel> connections = ConcurrentHashMap.newKeySet();

	private final DisposableServer clear = server().protocol(HttpProtocol.H2C, HttpProtocol.HTTP11)
		.bindNow(Client.LIMIT);

	private final DisposableServer tls = server().protocol(HttpProtocol.H2, HttpProtocol.HTTP11)
		.secure((ssl) -> ssl.sslContext(ssl()))
		.bindNow(Client.LIMIT);

	private HttpServer server() {
		return HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.http2Settings((settings) -> settings.connectProtocolEnabled(true))
			.doOnChannelInit((observer, channel, address) -> {
				if (channel.parent() instanceof io.netty.channel.socket.ServerSocketChannel
						&& this.connections.add(channel)) {
					channel.closeFuture().addListener((closed) -> this.connections.remove(channel));
				}
			})
			.handle(this::handle);
	}

	private static JdkSslContext ssl() {
		ApplicationProtocolConfig alpn = new ApplicationProtocolConfig(ApplicationProtocolConfig.Protocol.ALPN,
				ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
				ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT, "h2", "http/1.1");
		return new JdkSslContext(TestCertificates.serverContext(), false, null, IdentityCipherSuiteFilter.INSTANCE,
				alpn, ClientAuth.NONE, null, false);
	}

	private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
		String path = request.fullPath();
		if (path.equals("/refused")) {
			return response.status(403).header("Retry-After", "7").sendString(Mono.just("not for you"));
		}
		if (!path.matches("/echo|/lost|/count|/close/\\d+")) {
			return response.sendNotFound();
		}
		return response.sendWebsocket((in, out) -> {
			this.sockets.incrementAndGet();
			in.withConnection((connection) -> connection.channel()
				.closeFuture()
				.addListener((closed) -> this.sockets.decrementAndGet()));
			return serve(path, in, out);
		}, spec(request));
	}

	/** A server that takes subprotocols never serves a client that offers none. */
	private static WebsocketServerSpec spec(HttpServerRequest request) {
		WebsocketServerSpec.Builder spec = WebsocketServerSpec.builder().maxFramePayloadLength(MAX_SIZE);
		return (request.requestHeaders().contains("Sec-WebSocket-Protocol") ? spec.protocols(SUBPROTOCOL) : spec)
			.build();
	}

	@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the end of a channel
	private Publisher<Void> serve(String path, WebsocketInbound in, WebsocketOutbound out) {
		if (path.startsWith("/close/")) {
			// sendClose() resets a stream of HTTP/2 without waiting for the answer
			int code = Integer.parseInt(path.substring(7));
			return out.sendObject(in.receive().map((message) -> new CloseWebSocketFrame(code, "as asked")));
		}
		if (path.equals("/lost")) {
			return in.receive()
				.doOnNext((message) -> in.withConnection((connection) -> connection.channel().close()))
				.then();
		}
		if (path.equals("/count")) {
			return out.sendString(in.receive().map((message) -> this.sockets + " " + this.connections.size()));
		}
		return out.sendObject(in.aggregateFrames(MAX_SIZE).receiveFrames().map(WebSocketFrame::retain));
	}

	@Override
	public int port(Way way) {
		return (way.isTls() ? this.tls : this.clear).port();
	}

	@Override
	public void close() {
		this.clear.disposeNow(Client.LIMIT);
		this.tls.disposeNow(Client.LIMIT);
	}

}
