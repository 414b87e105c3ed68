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

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import io.clientwebsocket.benchmarks.message.Content;
import io.clientwebsocket.benchmarks.server.Routes;
import io.clientwebsocket.benchmarks.server.ServerPorts;
import io.clientwebsocket.benchmarks.subject.ClientSettings;
import io.clientwebsocket.benchmarks.subject.Kind;
import io.clientwebsocket.benchmarks.subject.Transport;

/**
 * One comparison: what the clients do, with messages of which size.
 */
enum Scenario {

	RECEIVE_64("Receive flood, 64 B", Kind.RECEIVE, Content.BINARY, 64),

	RECEIVE_1K("Receive flood, 1 KiB", Kind.RECEIVE, Content.BINARY, Sizes.KIB),

	RECEIVE_64K("Receive flood, 64 KiB", Kind.RECEIVE, Content.BINARY, 64 * Sizes.KIB),

	RECEIVE_1M("Receive flood, 1 MiB", Kind.RECEIVE, Content.BINARY, Sizes.MIB),

	RECEIVE_TEXT_64("Receive flood, text, 64 B", Kind.RECEIVE, Content.TEXT, 64),

	RECEIVE_TEXT_1K("Receive flood, text, 1 KiB", Kind.RECEIVE, Content.TEXT, Sizes.KIB),

	SEND_64("Send flood, 64 B", Kind.SEND, Content.BINARY, 64),

	SEND_1K("Send flood, 1 KiB", Kind.SEND, Content.BINARY, Sizes.KIB),

	SEND_64K("Send flood, 64 KiB", Kind.SEND, Content.BINARY, 64 * Sizes.KIB),

	SEND_1M("Send flood, 1 MiB", Kind.SEND, Content.BINARY, Sizes.MIB),

	SEND_TEXT_64("Send flood, text, 64 B", Kind.SEND, Content.TEXT, 64),

	SEND_TEXT_1K("Send flood, text, 1 KiB", Kind.SEND, Content.TEXT, Sizes.KIB),

	SEND_MANY_64("Send flood, 64 B, 8 threads on one socket", Kind.SEND_MANY, Content.BINARY, 64),

	SEND_MANY_1K("Send flood, 1 KiB, 8 threads on one socket", Kind.SEND_MANY, Content.BINARY, Sizes.KIB),

	ROUND_TRIP_64("Round trip, 64 B, one at a time, asynchronous", Kind.ROUND_TRIP_ASYNC, Content.BINARY, 64),

	ROUND_TRIP_BLOCKING_64("Round trip, 64 B, one at a time, blocking", Kind.ROUND_TRIP_BLOCKING, Content.BINARY, 64),

	PIPELINED_64("Pipelined echo, 64 B, 64 under way", Kind.PIPELINED, Content.BINARY, 64),

	DEFLATE_RECEIVE_512("Receive flood, compressed JSON, 512 B", Kind.RECEIVE, Content.DEFLATED_JSON, 512),

	DEFLATE_RECEIVE_16K("Receive flood, compressed JSON, 16 KiB", Kind.RECEIVE, Content.DEFLATED_JSON, 16 * Sizes.KIB),

	DEFLATE_SEND_512("Send flood, compressed JSON, 512 B", Kind.SEND, Content.DEFLATED_JSON, 512),

	DEFLATE_SEND_16K("Send flood, compressed JSON, 16 KiB", Kind.SEND, Content.DEFLATED_JSON, 16 * Sizes.KIB),

	SOCKETS_500("500 sockets, each with round trips of 64 B", Kind.ROUND_TRIP_ASYNC, 500),

	CONNECT("Connects, one by one", Kind.CONNECT, 1, Transport.PLAIN),

	CONNECT_32("Connects, 32 at once", Kind.CONNECT, 32, Transport.PLAIN),

	CONNECT_TLS("Connects by TLS, one by one", Kind.CONNECT, 1, Transport.TLS),

	CONNECT_TLS_32("Connects by TLS, 32 at once", Kind.CONNECT, 32, Transport.TLS),

	IDLE_1000("1000 idle sockets", Kind.IDLE, 1000),

	IDLE_10000("10 000 idle sockets", Kind.IDLE, 10_000),

	HTTP2_RECEIVE("HTTP/2, receive flood, 1 KiB", Kind.RECEIVE, 1, Transport.HTTP_2),

	HTTP2_RECEIVE_100("HTTP/2, receive flood, 1 KiB, 100 sockets on one connection", Kind.RECEIVE, 100,
			Transport.HTTP_2),

	HTTP2_SEND("HTTP/2, send flood, 1 KiB", Kind.SEND, 1, Transport.HTTP_2),

	HTTP2_SEND_100("HTTP/2, send flood, 1 KiB, 100 sockets on one connection", Kind.SEND, 100, Transport.HTTP_2),

	HTTP2_RECEIVE_64K("HTTP/2, receive flood, 64 KiB", Kind.RECEIVE, Content.BINARY, 64 * Sizes.KIB, 1,
			Transport.HTTP_2),

	HTTP2_SEND_64K("HTTP/2, send flood, 64 KiB", Kind.SEND, Content.BINARY, 64 * Sizes.KIB, 1, Transport.HTTP_2);

	/** For clients that want to know the largest message; the default of most of them. */
	private static final int MIN_MESSAGE_SIZE = 8 * Sizes.KIB;

	private final String title;

	private final Kind kind;

	private final Content content;

	private final int size;

	private final int sockets;

	private final Transport transport;

	Scenario(String title, Kind kind, Content content, int size) {
		this(title, kind, content, size, 1, Transport.PLAIN);
	}

	Scenario(String title, Kind kind, int sockets) {
		this(title, kind, sockets, Transport.PLAIN);
	}

	Scenario(String title, Kind kind, int sockets, Transport transport) {
		this(title, kind, Content.BINARY, (transport == Transport.HTTP_2) ? Sizes.KIB : 64, sockets, transport);
	}

	Scenario(String title, Kind kind, Content content, int size, int sockets, Transport transport) {
		this.title = title;
		this.kind = kind;
		this.content = content;
		this.size = size;
		this.sockets = sockets;
		this.transport = transport;
	}

	static Scenario of(String id) {
		return Arrays.stream(values())
			.filter((scenario) -> scenario.id().equals(id))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("expected one of the scenarios "
					+ Arrays.stream(values()).map(Scenario::id).collect(Collectors.joining(", ")) + ", but was " + id));
	}

	String id() {
		return ComparisonOptions.id(this);
	}

	String title() {
		return this.title;
	}

	Kind kind() {
		return this.kind;
	}

	Content content() {
		return this.content;
	}

	/** Bytes of a message. */
	int size() {
		return this.size;
	}

	/** Connections, or for connects how many are made at once. */
	int sockets() {
		return this.sockets;
	}

	Transport transport() {
		return this.transport;
	}

	/** Whether the time of each message is taken. */
	boolean hasLatencies() {
		return switch (this.kind) {
			case ROUND_TRIP_ASYNC, ROUND_TRIP_BLOCKING, PIPELINED, CONNECT -> true;
			case RECEIVE, SEND, SEND_MANY, IDLE -> false;
		};
	}

	/** Whether the next message of a connection waits for the answer to the last. */
	boolean isOneByOne() {
		return hasLatencies() && this.kind != Kind.PIPELINED && this.kind != Kind.CONNECT && this.sockets == 1;
	}

	/** What clients are made for. */
	ClientSettings settings() {
		return new ClientSettings(this.content.isDeflated(), Math.max(MIN_MESSAGE_SIZE, this.size), this.transport);
	}

	/** What the probe of a connection measures with. */
	Probe probe(Latencies latencies) {
		FloodProbe messages = new FloodProbe(this.content.messages(this.size));
		return hasLatencies() ? new RoundTripProbe(messages, latencies) : messages;
	}

	/** Where a measurement connects to. */
	URI uri(ServerPorts ports) {
		String route = switch (this.kind) {
			case RECEIVE -> Routes.FLOOD;
			case SEND, SEND_MANY -> Routes.COUNT;
			case CONNECT -> Routes.WAIT;
			case ROUND_TRIP_ASYNC, ROUND_TRIP_BLOCKING, PIPELINED -> Routes.ECHO;
			case IDLE -> Routes.PARK;
		};
		return URI.create(base(this.transport, ports) + "/" + route + "/" + this.content + "/" + this.size);
	}

	/** Scheme and authority. */
	static String base(Transport transport, ServerPorts ports) {
		return switch (transport) {
			case PLAIN -> "ws://127.0.0.1:" + ports.plain();
			case TLS -> "wss://127.0.0.1:" + ports.tls();
			case HTTP_2 -> "ws://127.0.0.1:" + ports.http2();
		};
	}

	List<Contender> contenders() {
		return Arrays.stream(Contender.values()).filter((contender) -> contender.takesPart(this)).toList();
	}

	private static final class Sizes {

		static final int KIB = 1024;

		static final int MIB = KIB * KIB;

	}

}
