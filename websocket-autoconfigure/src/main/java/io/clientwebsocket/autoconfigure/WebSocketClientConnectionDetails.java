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

package io.clientwebsocket.autoconfigure;

import java.net.URI;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;

/**
 * Details of where a named client connects to. A bean of this type stands in for
 * {@code ws.clients.<name>.uri} and {@code ws.clients.<name>.uris}; there is a client
 * where at least one property below {@code ws.clients.<name>} is set. Of several beans
 * for a client, the first in their order holds.
 * <p>
 * A container of Testcontainers needs no bean: it is annotated with
 * {@code @ServiceConnection(name = "<name>", type = WebSocketClientConnectionDetails.class)}.
 *
 * @since 0.1.0
 */
public interface WebSocketClientConnectionDetails extends ConnectionDetails {

	/**
	 * The client that these details are for.
	 * @return name of the client
	 */
	String getClientName();

	/**
	 * Where the client connects to. Asked once, when the client is made; the application
	 * does not start with what is no URI of a WebSocket.
	 * @return at least one URI with the scheme ws or wss, the first with the highest
	 * priority
	 */
	List<URI> getUris();

	/**
	 * TLS material, ciphers and protocols. Asked once, when the client is made. A bundle
	 * that {@link org.springframework.boot.ssl.SslBundles SslBundles} has at that time is
	 * reloaded as if the properties named it, so take it there when asked, and keep none;
	 * any other one stays as it is, and {@code ssl.reconnect-on-reload} of the client
	 * must not be set then.
	 * @return the bundle, {@code null} for what the properties say
	 */
	default @Nullable SslBundle getSslBundle() {
		return null;
	}

}
