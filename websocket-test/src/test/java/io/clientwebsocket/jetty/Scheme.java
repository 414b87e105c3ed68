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

package io.clientwebsocket.jetty;

import javax.net.ssl.SSLContext;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.test.ScriptedServer;
import io.clientwebsocket.test.ServerScript;
import io.clientwebsocket.test.TestCertificates;

/**
 * What a test runs over.
 */
enum Scheme {

	WS, WSS;

	// making one takes longer than most tests

	private static final SSLContext SERVER = TestCertificates.serverContext();

	private static final SSLContext CLIENT = TestCertificates.clientContext();

	ScriptedServer start(ServerScript script) {
		return server().start(script);
	}

	ScriptedServer.Builder server() {
		ScriptedServer.Builder builder = ScriptedServer.builder();
		return (this == WSS) ? builder.tls(SERVER) : builder;
	}

	/** Options of a client that trusts the servers of the tests. */
	static ClientWebSocketOptions.Builder trusting() {
		return ClientWebSocketOptions.builder().sslContext(CLIENT);
	}

}
