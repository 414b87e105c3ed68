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

/**
 * A client in one way of use, for one kind of scenario. The rounds take them in this
 * order, ours and the peers in turn.
 */
enum Contender {

	RECEIVE_BUFFER("ours, `receive(ByteBuffer)`", true, Kind.RECEIVE,
			ClientWebSocketSubject.using(ClientWebSocketUses::receiveIntoBuffer)),

	RECEIVE_JETTY("Jetty core", false, Kind.RECEIVE, JettySubject.using(JettyUses::receive, JettySubject.DEFAULTS)),

	RECEIVE_MESSAGE("ours, `receive()`", true, Kind.RECEIVE,
			ClientWebSocketSubject.using(ClientWebSocketUses::receiveMessages)),

	RECEIVE_JETTY_LARGE("Jetty core, 64 KiB input buffer", false, Kind.RECEIVE,
			JettySubject.using(JettyUses::receive, JettySubject.LARGE_BUFFERS)),

	SEND_ASYNC("ours, `sendBinaryAsync`", true, Kind.SEND,
			ClientWebSocketSubject.using(ClientWebSocketUses::sendAsync)),

	SEND_JETTY("Jetty core", false, Kind.SEND, JettySubject.using(JettyUses::send, JettySubject.DEFAULTS)),

	SEND_BLOCKING("ours, `sendBinary`", true, Kind.SEND,
			ClientWebSocketSubject.using(ClientWebSocketUses::sendBlocking)),

	SEND_JETTY_BATCH("Jetty core, batch mode, 64 KiB output buffer", false, Kind.SEND,
			JettySubject.using(JettyUses::sendInBatches, JettySubject.LARGE_BUFFERS)),

	ROUND_TRIP_ASYNC("ours, asynchronous", true, Kind.ROUND_TRIP_ASYNC,
			ClientWebSocketSubject.using(ClientWebSocketUses::roundTripsAsync)),

	ROUND_TRIP_DIRECT("ours, asynchronous, executor `Runnable::run`", true, Kind.ROUND_TRIP_ASYNC,
			ClientWebSocketSubject.usingReadingThread(ClientWebSocketUses::roundTripsAsync)),

	ROUND_TRIP_JETTY("Jetty core, in callbacks", false, Kind.ROUND_TRIP_ASYNC,
			JettySubject.using(JettyUses::roundTrips, JettySubject.DEFAULTS)),

	ROUND_TRIP_BLOCKING("ours, blocking", true, Kind.ROUND_TRIP_BLOCKING,
			ClientWebSocketSubject.using(ClientWebSocketUses::roundTripsBlocking)),

	ROUND_TRIP_JETTY_BLOCKING("Jetty core, a thread waits", false, Kind.ROUND_TRIP_BLOCKING,
			JettySubject.using(JettyUses::roundTripsBlocking, JettySubject.DEFAULTS));

	private final String title;

	private final boolean ours;

	private final Kind kind;

	@SuppressWarnings("ImmutableEnumChecker") // a function without state
	private final Subject.Factory factory;

	Contender(String title, boolean ours, Kind kind, Subject.Factory factory) {
		this.title = title;
		this.ours = ours;
		this.kind = kind;
		this.factory = factory;
	}

	String title() {
		return this.title;
	}

	boolean isOurs() {
		return this.ours;
	}

	Kind kind() {
		return this.kind;
	}

	Subject.Factory factory() {
		return this.factory;
	}

}
