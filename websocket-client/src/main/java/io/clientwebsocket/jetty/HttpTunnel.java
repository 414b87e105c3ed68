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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

import io.clientwebsocket.HandshakeResponse;
import io.clientwebsocket.ProxyOptions;

/**
 * A tunnel through an HTTP proxy (RFC 9110, 9.3.6).
 */
final class HttpTunnel implements TunnelHandshake, HttpParser.ResponseHandler {

	private final ProxyOptions proxy;

	private final String server;

	private final HttpParser parser = new HttpParser(this);

	private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

	/** What was read of the head, interim answers included. */
	private int headSize;

	private int status;

	private boolean complete;

	private boolean garbled;

	HttpTunnel(ProxyOptions proxy, Origin.Address server) {
		this.proxy = proxy;
		this.server = server.asString();
		// a body is none of the answers to CONNECT that matter
		this.parser.setHeadResponse(true);
	}

	@Override
	public ByteBuffer start() {
		StringBuilder request = new StringBuilder();
		request.append("CONNECT ").append(this.server).append(" HTTP/1.1\r\n");
		request.append("Host: ").append(this.server).append("\r\n");
		if (this.proxy.username() != null) {
			String credentials = this.proxy.username() + ":" + this.proxy.password();
			request.append("Proxy-Authorization: Basic ")
				.append(Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
				.append("\r\n");
		}
		return StandardCharsets.ISO_8859_1.encode(request.append("\r\n").toString());
	}

	@Override
	public @Nullable ByteBuffer received(ByteBuffer input) throws ProxyException {
		while (input.hasRemaining() && !isOpen()) {
			int start = input.position();
			this.parser.parseNext(input);
			this.headSize += input.position() - start;
			if (this.headSize > HttpClients.MAX_HEAD_SIZE) {
				throw ProxyException.failed("expected an answer of at most " + HttpClients.MAX_HEAD_SIZE
						+ " bytes before its body, but there was more");
			}
			if (this.garbled) {
				throw ProxyException.failed("expected an answer in HTTP/1.1, but was something else");
			}
			if (this.complete) {
				answered();
			}
		}
		return null;
	}

	private void answered() throws ProxyException {
		if (HttpStatus.isSuccess(this.status)) {
			return;
		}
		if (!HttpStatus.isInformational(this.status) || this.status == HttpStatus.SWITCHING_PROTOCOLS_101) {
			throw ProxyException.refused("expected status 200, but was " + this.status,
					new HandshakeResponse(this.status, io.clientwebsocket.HttpVersion.HTTP_1_1, this.headers));
		}
		// the final answer is still to come
		this.complete = false;
		this.headers.clear();
		this.parser.reset();
	}

	@Override
	public boolean isOpen() {
		return this.complete && HttpStatus.isSuccess(this.status);
	}

	@Override
	public void startResponse(HttpVersion version, int status, @Nullable String reason) {
		this.status = status;
	}

	@Override
	public void parsedHeader(HttpField field) {
		this.headers.computeIfAbsent(field.getName(), (name) -> new ArrayList<>(1))
			.add(String.valueOf(field.getValue()));
	}

	@Override
	public boolean headerComplete() {
		this.complete = true;
		return true;
	}

	@Override
	public boolean content(ByteBuffer content) {
		return true;
	}

	@Override
	public boolean contentComplete() {
		return false;
	}

	@Override
	public boolean messageComplete() {
		return true;
	}

	@Override
	public void badMessage(HttpException failure) {
		this.garbled = true;
	}

	@Override
	public void earlyEOF() {
		this.garbled = true;
	}

}
