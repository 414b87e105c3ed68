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

import org.jspecify.annotations.Nullable;

/**
 * A tunnel through a SOCKS proxy, whose answers each have a length that is known before
 * their last byte.
 */
abstract class SocksTunnel implements TunnelHandshake {

	/** The longest answer: one of SOCKS5 with a name of 255 bytes. */
	private static final int LONGEST_ANSWER = 262;

	private final ByteBuffer answer = ByteBuffer.allocate(LONGEST_ANSWER);

	private boolean open;

	/**
	 * Wait for an answer, or for more of one.
	 * @param length its length from its first byte
	 */
	final void expect(int length) {
		this.answer.limit(length);
	}

	/** Wait for the next answer. */
	final void expectNext(int length) {
		this.answer.clear();
		expect(length);
	}

	@Override
	public final @Nullable ByteBuffer received(ByteBuffer input) throws ProxyException {
		ByteBuffer next = null;
		while (!this.open && next == null && input.hasRemaining()) {
			this.answer.put(input.get());
			if (!this.answer.hasRemaining()) {
				next = answered(this.answer.array());
			}
		}
		return next;
	}

	/**
	 * An answer is there in the length that was expected.
	 * @param answer its bytes
	 * @return what to send next, or {@code null} for nothing
	 * @throws ProxyException if the proxy refuses
	 */
	abstract @Nullable ByteBuffer answered(byte[] answer) throws ProxyException;

	final void open() {
		this.open = true;
	}

	@Override
	public final boolean isOpen() {
		return this.open;
	}

	/** Check the first byte of an answer. */
	static void requireVersion(byte expected, byte version) throws ProxyException {
		if (version != expected) {
			throw ProxyException.failed("expected an answer that begins with " + expected + ", but was "
					+ Byte.toUnsignedInt(version) + ": this is no such SOCKS proxy");
		}
	}

	/**
	 * The address that a host is given by.
	 * @param host the host
	 * @return its four bytes, or {@code null} if it is given by name or as IPv6
	 */
	static byte @Nullable [] ipv4(String host) {
		String[] parts = host.split("\\.", -1);
		byte[] address = new byte[4];
		if (parts.length != address.length) {
			return null;
		}
		for (int i = 0; i < address.length; i++) {
			if (!parts[i].matches("\\d{1,3}") || Integer.parseInt(parts[i]) > 255) {
				return null;
			}
			address[i] = (byte) Integer.parseInt(parts[i]);
		}
		return address;
	}

}
