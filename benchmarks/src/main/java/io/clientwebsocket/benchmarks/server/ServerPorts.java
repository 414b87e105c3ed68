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

package io.clientwebsocket.benchmarks.server;

/**
 * Where a server listens.
 *
 * @param plain the port without TLS
 * @param tls the port with TLS, 0 if there is none
 * @param http2 the port for HTTP/2, 0 if there is none
 */
public record ServerPorts(int plain, int tls, int http2) {

	private static final String SEPARATOR = ":";

	/**
	 * Read what {@link #toString()} wrote.
	 * @param text the text
	 * @return the ports
	 */
	public static ServerPorts parse(String text) {
		String[] ports = text.split(SEPARATOR, 3);
		return new ServerPorts(Integer.parseInt(ports[0]), Integer.parseInt(ports[1]), Integer.parseInt(ports[2]));
	}

	@Override
	public String toString() {
		return this.plain + SEPARATOR + this.tls + SEPARATOR + this.http2;
	}

}
