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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Tag;

import io.clientwebsocket.ProxyOptions;

/**
 * tinyproxy, which answers with HTTP/1.0.
 */
@Tag("installed")
class TinyproxyTests extends ProxyContract {

	@Override
	ProxyPeer startProxy(boolean withCredentials) {
		InstalledPeers.program("tinyproxy");
		int port = PeerProcess.freePort();
		PeerProcess process = PeerProcess.start("tinyproxy", Map.of(), "-d", "-c",
				configuration(port, withCredentials).toString());
		ProxyPeer proxy = new ProxyPeer(ProxyOptions.http("127.0.0.1", port), process::close);
		try {
			process.awaitListening(port);
			return proxy;
		}
		catch (Throwable ex) {
			proxy.close();
			throw ex;
		}
	}

	private static Path configuration(int port, boolean withCredentials) {
		try {
			String text = Files.readString(InstalledPeers.file("tinyproxy.conf"))
				.replace("@PORT@", String.valueOf(port));
			String credentials = "BasicAuth " + ProxyPeer.USERNAME + " " + ProxyPeer.PASSWORD + "\n";
			return Files.writeString(InstalledPeers.directory().resolve("tinyproxy-" + port + ".conf"),
					withCredentials ? text + credentials : text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	Refusal withoutCredentials() {
		return Refusal.status(407);
	}

	@Override
	Refusal withWrongCredentials() {
		return Refusal.status(401);
	}

	@Override
	Refusal withoutServer() {
		return Refusal.status(500);
	}

}
