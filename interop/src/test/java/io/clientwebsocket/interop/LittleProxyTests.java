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

import org.littleshoot.proxy.HttpProxyServer;
import org.littleshoot.proxy.HttpProxyServerBootstrap;
import org.littleshoot.proxy.ProxyAuthenticator;
import org.littleshoot.proxy.impl.DefaultHttpProxyServer;

import io.clientwebsocket.ProxyOptions;

/**
 * LittleProxy, in every build.
 */
class LittleProxyTests extends ProxyContract {

	@Override
	ProxyPeer startProxy(boolean withCredentials) {
		HttpProxyServerBootstrap proxy = DefaultHttpProxyServer.bootstrap().withPort(0);
		HttpProxyServer started = (withCredentials ? proxy.withProxyAuthenticator(new Joe()) : proxy).start();
		return new ProxyPeer(ProxyOptions.http("127.0.0.1", started.getListenAddress().getPort()), started::abort);
	}

	@Override
	Refusal withoutCredentials() {
		return Refusal.status(407);
	}

	@Override
	Refusal withWrongCredentials() {
		return Refusal.status(407);
	}

	@Override
	Refusal withoutServer() {
		return Refusal.status(502);
	}

	/** Knows one user. */
	private static final class Joe implements ProxyAuthenticator {

		@Override
		public boolean authenticate(String username, String password) {
			return username.equals(ProxyPeer.USERNAME) && password.equals(ProxyPeer.PASSWORD);
		}

		@Override
		public String getRealm() {
			return "interop";
		}

	}

}
