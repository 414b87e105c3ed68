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

import java.io.IOException;
import java.net.Socket;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import org.jspecify.annotations.Nullable;

/**
 * The server's side of TLS over an accepted connection.
 */
final class TlsSockets {

	private TlsSockets() {
	}

	/**
	 * Make the TLS handshake.
	 * @param tcp the connection
	 * @param tls the context
	 * @param given parameters that a test has chosen
	 * @param applicationProtocol what is spoken, unless the parameters say so
	 * @return the secured connection
	 * @throws IOException if the handshake fails
	 */
	static SSLSocket accept(Socket tcp, SSLContext tls, @Nullable SSLParameters given, String applicationProtocol)
			throws IOException {
		SSLSocket layered = (SSLSocket) tls.getSocketFactory().createSocket(tcp, null, false);
		layered.setUseClientMode(false);
		if (given != null) {
			layered.setSSLParameters(given);
		}
		SSLParameters parameters = layered.getSSLParameters();
		if (parameters.getApplicationProtocols().length == 0) {
			parameters.setApplicationProtocols(new String[] { applicationProtocol });
		}
		layered.setSSLParameters(parameters);
		layered.startHandshake();
		return layered;
	}

}
