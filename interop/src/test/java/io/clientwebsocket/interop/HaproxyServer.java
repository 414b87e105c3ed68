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

import java.util.Map;

/**
 * HAProxy as the front end of Python's {@code websockets}.
 *
 * @param process HAProxy
 * @param clearPort its port without TLS
 * @param tlsPort its port with TLS
 * @param server the server behind it
 */
record HaproxyServer(PeerProcess process, int clearPort, int tlsPort, PythonServer server) implements ServerPeer {

	static HaproxyServer start() {
		InstalledPeers.program("haproxy");
		PythonServer server = PythonServer.start();
		try {
			int clearPort = PeerProcess.freePort();
			int tlsPort = PeerProcess.freePort();
			Map<String, String> environment = Map.of("CLEAR_PORT", String.valueOf(clearPort), "TLS_PORT",
					String.valueOf(tlsPort), "SERVER_PORT", String.valueOf(server.port(Way.HTTP_1_1)), "CERTIFICATE",
					Certificate.write().both().toString());
			PeerProcess process = PeerProcess.start("haproxy", environment, "-db", "-f",
					InstalledPeers.file("haproxy.cfg").toString());
			HaproxyServer started = new HaproxyServer(process, clearPort, tlsPort, server);
			try {
				process.awaitListening(clearPort, tlsPort);
			}
			catch (Throwable ex) {
				process.close();
				throw ex;
			}
			return started;
		}
		catch (Throwable ex) {
			server.close();
			throw ex;
		}
	}

	@Override
	public int port(Way way) {
		return way.isTls() ? this.tlsPort : this.clearPort;
	}

	@Override
	public void close() {
		this.process.close();
		this.server.close();
	}

}
