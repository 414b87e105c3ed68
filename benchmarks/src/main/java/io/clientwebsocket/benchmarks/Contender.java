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

package io.clientwebsocket.benchmarks;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

import io.netty.channel.epoll.Epoll;

import io.clientwebsocket.benchmarks.subject.Client;
import io.clientwebsocket.benchmarks.subject.ClientWebSocketClient;
import io.clientwebsocket.benchmarks.subject.ClientWebSocketClient.Api;
import io.clientwebsocket.benchmarks.subject.FloorClient;
import io.clientwebsocket.benchmarks.subject.JavaWebSocketClient;
import io.clientwebsocket.benchmarks.subject.JdkClient;
import io.clientwebsocket.benchmarks.subject.JettyClient;
import io.clientwebsocket.benchmarks.subject.JettyCoreClient;
import io.clientwebsocket.benchmarks.subject.Kind;
import io.clientwebsocket.benchmarks.subject.NettyClient;
import io.clientwebsocket.benchmarks.subject.NvClient;
import io.clientwebsocket.benchmarks.subject.OkHttp;
import io.clientwebsocket.benchmarks.subject.ReactorNettyClient;
import io.clientwebsocket.benchmarks.subject.SpringTomcatClient;
import io.clientwebsocket.benchmarks.subject.Transport;
import io.clientwebsocket.benchmarks.subject.TyrusClient;
import io.clientwebsocket.benchmarks.subject.UndertowClient;

/**
 * A client in one configuration. The rounds take them in this order, in turn.
 */
enum Contender {

	BUFFERS("ours, `receive(ByteBuffer)`, `send…Async`", Role.OURS, Feature.ALL,
			ClientWebSocketClient.using(Api.BUFFERS)),

	MESSAGES("ours, `receive()`, blocking sends", Role.OURS, Feature.ALL, ClientWebSocketClient.using(Api.MESSAGES)),

	MANAGED("ours, managed, `onMessage`", Role.OURS, Feature.ALL, ClientWebSocketClient.using(Api.MANAGED)),

	READING_THREAD("ours, executor `Runnable::run`", Role.OURS, Feature.ALL,
			ClientWebSocketClient.using(Api.READING_THREAD)),

	HTTP_1("ours, as the first, over HTTP/1.1", Role.OURS, Feature.ALL, ClientWebSocketClient.using(Api.HTTP_1)),

	JETTY_CORE("Jetty core", Role.PEER, Feature.WITHOUT_DEFLATE, (settings) -> new JettyCoreClient(false, settings)),

	JETTY_CORE_LARGE("Jetty core, 64 KiB buffers, batches", Role.PEER, Feature.WITHOUT_DEFLATE,
			(settings) -> new JettyCoreClient(true, settings)),

	JETTY("Jetty `WebSocketClient`", Role.PEER, Feature.TLS_ONLY, JettyClient::new),

	JDK("JDK `java.net.http`", Role.PEER, Feature.TLS_ONLY, (settings) -> new JdkClient()),

	OKHTTP("OkHttp", Role.PEER, Feature.WITHOUT_HTTP_2, OkHttp::new),

	NETTY_NIO("Netty, NIO", Role.PEER, Feature.WITHOUT_HTTP_2, (settings) -> new NettyClient(false, settings)),

	NETTY_EPOLL("Netty, epoll", Role.PEER, Feature.WITHOUT_HTTP_2, (settings) -> new NettyClient(true, settings)),

	REACTOR_NETTY("Reactor Netty", Role.PEER, Feature.TLS_ONLY, ReactorNettyClient::new),

	JAVA_WEBSOCKET("Java-WebSocket", Role.PEER, Feature.WITHOUT_HTTP_2, JavaWebSocketClient::new),

	NV("nv-websocket-client", Role.PEER, Feature.TLS_ONLY, (settings) -> new NvClient()),

	UNDERTOW("Undertow", Role.PEER, Feature.NONE, UndertowClient::new),

	TYRUS("Tyrus", Role.PEER, Feature.NONE, TyrusClient::new),

	SPRING_TOMCAT("Spring `StandardWebSocketClient`, Tomcat", Role.PEER, Feature.NONE, SpringTomcatClient::new),

	FLOOR("limit: bare `SocketChannel`", Role.LIMIT, Feature.DEFLATE_ONLY, FloorClient::new);

	/** Clients with threads of their own for each connection are given fewer of them. */
	private static final int MAX_SOCKETS_WITH_THREADS = 1000;

	private final String title;

	private final Role role;

	@SuppressWarnings("ImmutableEnumChecker") // never changed
	private final Set<Feature> features;

	@SuppressWarnings("ImmutableEnumChecker") // a function without state
	private final Client.Factory factory;

	Contender(String title, Role role, Set<Feature> features, Client.Factory factory) {
		this.title = title;
		this.role = role;
		this.features = features;
		this.factory = factory;
	}

	static Contender of(String id) {
		return Arrays.stream(values())
			.filter((contender) -> contender.id().equals(id))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("expected one of the clients "
					+ Arrays.stream(values()).map(Contender::id).collect(Collectors.joining(", ")) + ", but was "
					+ id));
	}

	String id() {
		return ComparisonOptions.id(this);
	}

	String title() {
		return this.title;
	}

	boolean isOurs() {
		return this.role == Role.OURS;
	}

	/** Whether others are compared with it. */
	boolean isPeer() {
		return this.role == Role.PEER;
	}

	Client.Factory factory() {
		return this.factory;
	}

	/** Number of connections of many that it is given. */
	int sockets(int wanted) {
		return switch (this) {
			case JAVA_WEBSOCKET, NV -> Math.min(wanted, MAX_SOCKETS_WITH_THREADS);
			default -> wanted;
		};
	}

	boolean takesPart(Scenario scenario) {
		if ((scenario.content().isDeflated() && !this.features.contains(Feature.DEFLATE))
				|| (scenario.transport() == Transport.TLS && !this.features.contains(Feature.TLS))
				|| (scenario.transport() == Transport.HTTP_2 && !this.features.contains(Feature.HTTP_2))) {
			return false;
		}
		return switch (this) {
			case MESSAGES -> scenario.kind() == Kind.RECEIVE || scenario.kind().isSend();
			case MANAGED -> scenario.kind() == Kind.RECEIVE && scenario.transport() != Transport.HTTP_2;
			case HTTP_1 -> scenario == Scenario.HTTP2_RECEIVE_64K || scenario == Scenario.HTTP2_SEND_64K;
			case READING_THREAD -> scenario.kind() == Kind.ROUND_TRIP_ASYNC;
			case JETTY_CORE_LARGE -> scenario.kind() == Kind.RECEIVE || scenario.kind().isSend();
			// one thread at a time may send
			case JETTY, JDK, REACTOR_NETTY, TYRUS, SPRING_TOMCAT, FLOOR -> scenario.kind() != Kind.SEND_MANY;
			case NETTY_EPOLL -> Epoll.isAvailable();
			default -> true;
		};
	}

	private enum Role {

		OURS, PEER, LIMIT

	}

	private enum Feature {

		DEFLATE, TLS, HTTP_2;

		private static final Set<Feature> ALL = EnumSet.allOf(Feature.class);

		private static final Set<Feature> WITHOUT_DEFLATE = EnumSet.of(TLS, HTTP_2);

		private static final Set<Feature> WITHOUT_HTTP_2 = EnumSet.of(DEFLATE, TLS);

		private static final Set<Feature> NONE = EnumSet.noneOf(Feature.class);

		private static final Set<Feature> TLS_ONLY = EnumSet.of(TLS);

		private static final Set<Feature> DEFLATE_ONLY = EnumSet.of(DEFLATE);

	}

}
