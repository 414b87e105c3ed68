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

import java.util.Objects;

import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.client.ProxyConfiguration;
import org.eclipse.jetty.client.transport.HttpDestination;
import org.eclipse.jetty.io.ClientConnectionFactory;

import io.clientwebsocket.ProxyOptions;

/**
 * A proxy as the HTTP client wants to have it: one that opens a tunnel for every
 * connection, encrypted or not.
 */
final class TunnelProxy extends ProxyConfiguration.Proxy {

	private final ProxyOptions options;

	TunnelProxy(ProxyOptions options) {
		super(new Origin.Address(options.host(), options.port()), false, null, null);
		this.options = options;
	}

	@Override
	public boolean matches(Origin origin) {
		return this.options.isUsedFor(origin.getAddress().getHost(), origin.getAddress().getPort());
	}

	@Override
	public ClientConnectionFactory newClientConnectionFactory(ClientConnectionFactory connectionFactory) {
		return (endPoint, context) -> {
			HttpDestination destination = (HttpDestination) Objects.requireNonNull(context.get(Destination.CONTEXT_KEY),
					"'context' must have a destination");
			TunnelHandshake handshake = handshake(destination.getOrigin().getAddress());
			return new TunnelConnection(endPoint, destination, handshake, connectionFactory, context);
		};
	}

	private TunnelHandshake handshake(Origin.Address server) {
		return switch (this.options.type()) {
			case HTTP -> new HttpTunnel(this.options, server);
			case SOCKS4 -> new Socks4Tunnel(server);
			case SOCKS5 -> new Socks5Tunnel(this.options, server);
		};
	}

}
