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
import org.testcontainers.containers.GenericContainer;

import io.clientwebsocket.test.ScriptedServer;
import io.clientwebsocket.test.TestCertificates;

/**
 * A container that needs no Docker: a server of this JVM that echoes.
 */
class LoopbackContainer extends GenericContainer<LoopbackContainer> {

	private static final int PORT = 8080;

	private final ScriptedServer.Builder builder = ScriptedServer.builder();

	private @Nullable ScriptedServer server;

	LoopbackContainer() {
		super("example/echo:1");
		withExposedPorts(PORT);
	}

	LoopbackContainer withTls() {
		this.builder.tls(TestCertificates.serverContext());
		return this;
	}

	ScriptedServer server() {
		return this.server;
	}

	URI uri(String target) {
		return this.server.uri(target);
	}

	@Override
	public void start() {
		this.server = this.builder.start((connection) -> connection.acceptHandshake().echo());
	}

	@Override
	public void stop() {
		if (this.server != null) {
			this.server.close();
		}
	}

	@Override
	public boolean isRunning() {
		return this.server != null;
	}

	@Override
	public String getHost() {
		return "127.0.0.1";
	}

	@Override
	public Integer getMappedPort(int port) {
		return this.server.port();
	}

	@Override
	public String getDockerImageName() {
		return "example/echo:1";
	}

	/** Expose no port. */
	LoopbackContainer withoutPorts() {
		setExposedPorts(List.of());
		return this;
	}

}
