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

import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.security.Constraint;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.SecurityHandler;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.security.authentication.LoginAuthenticator;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.security.Password;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/**
 * Jetty's server over HTTP/1.1 and HTTP/2 without TLS, which lets in the user {@code me}
 * with the password {@code secret}.
 */
final class GuardedServer implements AutoCloseable {

	static final String USER = "me";

	static final String PASSWORD = "secret";

	private final Server server = new Server();

	private final ServerConnector connector;

	private final List<String> authorizations = new CopyOnWriteArrayList<>();

	GuardedServer(LoginAuthenticator authenticator) throws Exception {
		HttpConfiguration configuration = new HttpConfiguration();
		HTTP2CServerConnectionFactory http2 = new HTTP2CServerConnectionFactory(configuration);
		http2.setConnectProtocolEnabled(true);
		this.connector = new ServerConnector(this.server, new HttpConnectionFactory(configuration), http2);
		this.connector.setHost("127.0.0.1");
		this.server.addConnector(this.connector);
		UserStore users = new UserStore();
		users.addUser(USER, new Password(PASSWORD), new String[] { "user" });
		HashLoginService login = new HashLoginService("feeds");
		login.setUserStore(users);
		SecurityHandler.PathMapped security = new SecurityHandler.PathMapped();
		security.put("/*", Constraint.ANY_USER);
		security.setAuthenticator(authenticator);
		security.setLoginService(login);
		security.setHandler(WebSocketUpgradeHandler.from(this.server, (container) -> container.addMapping("/echo",
				(request, response, callback) -> new EchoPeer.JettyEcho())));
		this.server.setHandler(new Recorder(security));
		this.server.start();
	}

	URI uri(String target) {
		return URI.create("ws://127.0.0.1:" + this.connector.getLocalPort() + target);
	}

	/** Schemes of the credentials of each request, {@code none} for none. */
	List<String> authorizations() {
		return this.authorizations;
	}

	@Override
	public void close() {
		try {
			this.server.stop();
		}
		catch (Exception ex) {
			throw new IllegalStateException("cannot stop the server", ex);
		}
	}

	/** Writes down who asks. */
	private final class Recorder extends Handler.Wrapper {

		Recorder(Handler handler) {
			super(handler);
		}

		@Override
		public boolean handle(Request request, Response response, Callback callback) throws Exception {
			String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
			GuardedServer.this.authorizations
				.add((authorization != null) ? authorization.substring(0, authorization.indexOf(' ')) : "none");
			return super.handle(request, response, callback);
		}

	}

}
