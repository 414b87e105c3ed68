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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Tag;

import io.clientwebsocket.ProxyOptions;

/**
 * microsocks, a SOCKS5 proxy.
 */
@Tag("installed")
class MicrosocksTests extends ProxyContract {

	@Override
	ProxyPeer startProxy(boolean withCredentials) {
		int port = PeerProcess.freePort();
		List<String> arguments = new ArrayList<>(List.of("-i", "127.0.0.1", "-p", String.valueOf(port)));
		if (withCredentials) {
			arguments.addAll(List.of("-u", ProxyPeer.USERNAME, "-P", ProxyPeer.PASSWORD));
		}
		PeerProcess process = PeerProcess.start("microsocks", Map.of(), arguments.toArray(String[]::new));
		ProxyPeer proxy = new ProxyPeer(ProxyOptions.socks5("127.0.0.1", port), process::close);
		try {
			process.awaitListening(port);
			return proxy;
		}
		catch (Throwable ex) {
			proxy.close();
			throw ex;
		}
	}

	@Override
	Refusal withoutCredentials() {
		return Refusal.message("expected it to take no credentials, but it does not");
	}

	@Override
	Refusal withWrongCredentials() {
		return Refusal.message("expected it to accept the credentials, but was code 2");
	}

	@Override
	Refusal withoutServer() {
		return Refusal.message("expected code 0 (succeeded), but was 5 (connection refused)");
	}

}
