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

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.eclipse.jetty.client.Origin;
import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ProxyOptions;

/**
 * A tunnel through a SOCKS5 proxy (RFC 1928), with username and password (RFC 1929) if
 * the proxy chooses so.
 */
final class Socks5Tunnel extends SocksTunnel {

	private static final byte VERSION = 5;

	private static final byte NO_CREDENTIALS = 0;

	private static final byte USERNAME_AND_PASSWORD = 2;

	private static final byte CREDENTIALS_VERSION = 1;

	private static final byte CONNECT = 1;

	private static final byte IPV4 = 1;

	private static final byte NAME = 3;

	private static final byte IPV6 = 4;

	/** Version, code, a zero, type of the address, and its first byte. */
	private static final int START_OF_REPLY = 5;

	private final ProxyOptions proxy;

	private final Origin.Address server;

	private Step step = Step.METHOD;

	Socks5Tunnel(ProxyOptions proxy, Origin.Address server) {
		this.proxy = proxy;
		this.server = server;
		expect(2);
	}

	@Override
	public ByteBuffer start() {
		return ByteBuffer
			.wrap((this.proxy.username() != null) ? new byte[] { VERSION, 2, NO_CREDENTIALS, USERNAME_AND_PASSWORD }
					: new byte[] { VERSION, 1, NO_CREDENTIALS });
	}

	@Override
	@Nullable ByteBuffer answered(byte[] answer) throws ProxyException {
		return switch (this.step) {
			case METHOD -> chosen(answer);
			case CREDENTIALS -> authenticated(answer);
			case START_OF_REPLY -> replied(answer);
			case REPLY -> {
				open();
				yield null;
			}
		};
	}

	private ByteBuffer chosen(byte[] answer) throws ProxyException {
		requireVersion(VERSION, answer[0]);
		String username = this.proxy.username();
		String password = this.proxy.password();
		if (answer[1] == NO_CREDENTIALS) {
			return connect();
		}
		if (answer[1] != USERNAME_AND_PASSWORD || username == null || password == null) {
			throw ProxyException.refused("expected it to take "
					+ ((username != null) ? "username and password" : "no credentials") + ", but it does not", null);
		}
		this.step = Step.CREDENTIALS;
		expectNext(2);
		byte[] name = username.getBytes(StandardCharsets.UTF_8);
		byte[] secret = password.getBytes(StandardCharsets.UTF_8);
		return ByteBuffer.allocate(3 + name.length + secret.length)
			.put(CREDENTIALS_VERSION)
			.put((byte) name.length)
			.put(name)
			.put((byte) secret.length)
			.put(secret)
			.flip();
	}

	private ByteBuffer authenticated(byte[] answer) throws ProxyException {
		if (answer[1] != 0) {
			throw ProxyException
				.refused("expected it to accept the credentials, but was code " + Byte.toUnsignedInt(answer[1]), null);
		}
		return connect();
	}

	private ByteBuffer connect() throws ProxyException {
		this.step = Step.START_OF_REPLY;
		expectNext(START_OF_REPLY);
		byte[] address = address(this.server.getHost());
		return ByteBuffer.allocate(5 + address.length)
			.put(VERSION)
			.put(CONNECT)
			.put((byte) 0)
			.put(address)
			.putShort((short) this.server.getPort())
			.flip();
	}

	/** Type and bytes of an address. */
	private static byte[] address(String host) throws ProxyException {
		byte[] ipv4 = ipv4(host);
		if (ipv4 != null) {
			return ByteBuffer.allocate(5).put(IPV4).put(ipv4).array();
		}
		if (host.indexOf(':') != -1) {
			return ByteBuffer.allocate(17).put(IPV6).put(ipv6(host)).array();
		}
		byte[] name = host.getBytes(StandardCharsets.US_ASCII);
		if (name.length > 255) {
			throw ProxyException.failed("expected a server whose name has at most 255 bytes, but has " + name.length);
		}
		return ByteBuffer.allocate(2 + name.length).put(NAME).put((byte) name.length).put(name).array();
	}

	private static byte[] ipv6(String host) throws ProxyException {
		try {
			// what has a colon is an address, and nothing is resolved
			byte[] address = InetAddress.getByName(host).getAddress();
			if (address.length == 16) {
				return address;
			}
		}
		catch (UnknownHostException ex) {
			// told below
		}
		throw ProxyException.failed("expected a server with a name or an address, but was '" + host + "'");
	}

	private @Nullable ByteBuffer replied(byte[] answer) throws ProxyException {
		requireVersion(VERSION, answer[0]);
		int code = Byte.toUnsignedInt(answer[1]);
		if (code != 0) {
			throw ProxyException.refused("expected code 0 (succeeded), but was " + code + meaning(code), null);
		}
		this.step = Step.REPLY;
		// the port is two bytes, and the first byte of the address is there
		expect(START_OF_REPLY + 1 + switch (answer[3]) {
			case IPV4 -> 4;
			case IPV6 -> 16;
			case NAME -> Byte.toUnsignedInt(answer[4]) + 1;
			default -> throw ProxyException
				.failed("expected an address of type 1, 3 or 4, but was " + Byte.toUnsignedInt(answer[3]));
		});
		return null;
	}

	private static String meaning(int code) {
		return switch (code) {
			case 1 -> " (general failure)";
			case 2 -> " (not allowed)";
			case 3 -> " (network unreachable)";
			case 4 -> " (host unreachable)";
			case 5 -> " (connection refused)";
			case 6 -> " (time to live expired)";
			case 7 -> " (command not supported)";
			case 8 -> " (type of address not supported)";
			default -> "";
		};
	}

	private enum Step {

		METHOD, CREDENTIALS, START_OF_REPLY, REPLY

	}

}
