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
 * Python's {@code websockets}, which speaks HTTP/1.1.
 *
 * @param process the server
 */
record PythonServer(PeerProcess process) implements ServerPeer {

	static PythonServer start() {
		InstalledPeers.program("python-websockets");
		return new PythonServer(PeerProcess.start("python-websockets", Map.of(),
				InstalledPeers.file("server.py").toString(), Certificate.write().both().toString()));
	}

	@Override
	public int port(Way way) {
		return this.process.ports()[way.isTls() ? 1 : 0];
	}

	@Override
	public void close() {
		this.process.close();
	}

}
