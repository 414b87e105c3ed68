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
 * Node's {@code http} and {@code http2} with the package {@code ws}.
 *
 * @param process the server
 */
record NodeServer(PeerProcess process) implements ServerPeer {

	static NodeServer start() {
		return start("");
	}

	/** Start with more settings, members of the JSON object that the server takes. */
	static NodeServer start(String settings) {
		InstalledPeers.program("node");
		Certificate certificate = Certificate.write();
		String options = "{\"tls\": {\"key\": \"%s\", \"cert\": \"%s\"}%s}".formatted(certificate.key(),
				certificate.certificate(), settings.isEmpty() ? "" : ", " + settings);
		return new NodeServer(
				PeerProcess.start("node", Map.of(), InstalledPeers.file("server.js").toString(), options));
	}

	@Override
	public int port(Way way) {
		return this.process.ports()[way.isTls() ? 2 : way.isHttp2() ? 1 : 0];
	}

	@Override
	public void close() {
		this.process.close();
	}

}
