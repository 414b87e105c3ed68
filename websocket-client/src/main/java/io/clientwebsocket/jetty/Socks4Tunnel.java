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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.eclipse.jetty.client.Origin;
import org.jspecify.annotations.Nullable;

/**
 * A tunnel through a SOCKS4 proxy. A server that is given by name is asked for in the way
 * of SOCKS4a: with an address that cannot be, and the name behind.
 */
final class Socks4Tunnel extends SocksTunnel {

	private static final byte VERSION = 4;

	private static final byte CONNECT = 1;

	private static final int ANSWER_LENGTH = 8;

	private static final int GRANTED = 90;

	private final Origin.Address server;

	Socks4Tunnel(Origin.Address server) {
		this.server = server;
		expect(ANSWER_LENGTH);
	}

	@Override
	public ByteBuffer start() throws ProxyException {
		String host = this.server.getHost();
		if (host.indexOf(':') != -1) {
			throw ProxyException.failed("expected a server with a name or an IPv4 address, because SOCKS4 knows no"
					+ " other, but was '" + host + "'");
		}
		byte[] address = ipv4(host);
		byte[] name = (address != null) ? new byte[0] : (host + "\0").getBytes(StandardCharsets.US_ASCII);
		return ByteBuffer.allocate(9 + name.length)
			.put(VERSION)
			.put(CONNECT)
			.putShort((short) this.server.getPort())
			.put((address != null) ? address : new byte[] { 0, 0, 0, 1 })
			// no user
			.put((byte) 0)
			.put(name)
			.flip();
	}

	@Override
	@Nullable ByteBuffer answered(byte[] answer) throws ProxyException {
		requireVersion((byte) 0, answer[0]);
		int code = Byte.toUnsignedInt(answer[1]);
		if (code != GRANTED) {
			throw ProxyException.refused("expected code 90 (granted), but was " + code + meaning(code), null);
		}
		open();
		return null;
	}

	private static String meaning(int code) {
		return switch (code) {
			case 91 -> " (rejected or failed)";
			case 92 -> " (no identd on the client)";
			case 93 -> " (identd on the client disagrees)";
			default -> "";
		};
	}

}
