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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.WebSocketConnector;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.WebSocketState;
import io.clientwebsocket.test.ScriptedServer;
import io.clientwebsocket.test.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@code ws.ssl.bypass-certificate-validation} and its kin of a client.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class WebSocketSslBypassTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, WebSocketClientAutoConfiguration.class))
		.withBean(SslBundleRegistrar.class,
				() -> (registry) -> registry.registerBundle("system", SslBundle.systemDefault()))
		.withPropertyValues("ws.clients.feed.uri=wss://example.org/feed");

	@Test
	void certificateHasAnotherNameThenTheSocketOpensAndAWarningNamesTheClient(CapturedOutput output) {
		try (ScriptedServer server = ScriptedServer.builder()
			.tls(TestCertificates.wrongNameContext())
			.start((connection) -> connection.acceptHandshake().echo())) {
			this.runner
				.withPropertyValues("ws.clients.feed.ssl.bypass-certificate-validation=true",
						"ws.clients.feed.ssl.bundle=system")
				.run((context) -> {
					ConfiguredClient client = ConfiguredClient.of(context, "feed");
					try (ClientWebSocket socket = client.connector().connect(server.uri(), client.options())) {
						assertThat(socket.state()).isEqualTo(WebSocketState.OPEN);
					}
					assertThat(output).contains("WARN", "WebSockets of client 'feed' accept any certificate")
						.doesNotContain("all clients that inherit it");
				});
		}
	}

	@Test
	void defaultsBypassThenClientsInheritItAndEachIsNamed(CapturedOutput output) {
		try (ScriptedServer server = ScriptedServer.builder()
			.tls(TestCertificates.selfSignedContext())
			.start((connection) -> connection.acceptHandshake().echo())) {
			this.runner.withPropertyValues("ws.ssl.bypass-certificate-validation=true").run((context) -> {
				ConfiguredClient client = ConfiguredClient.of(context, "feed");
				assertThat(client.connector()).isSameAs(context.getBean(WebSocketConnector.class));
				try (ClientWebSocket socket = client.connector().connect(server.uri(), client.options())) {
					assertThat(socket.state()).isEqualTo(WebSocketState.OPEN);
				}
				assertThat(output).contains("WebSockets of all clients that inherit it accept any certificate")
					.contains("WebSockets of client 'feed' accept any certificate");
			});
		}
	}

	@Test
	void clientSwitchesItOffThenItsCertificatesAreValidated(CapturedOutput output) {
		try (ScriptedServer server = ScriptedServer.builder()
			.tls(TestCertificates.selfSignedContext())
			.start((connection) -> connection.expectEnd())) {
			this.runner
				.withPropertyValues("ws.ssl.bypass-certificate-validation=true",
						"ws.clients.feed.ssl.bypass-certificate-validation=false")
				.run((context) -> {
					ConfiguredClient client = ConfiguredClient.of(context, "feed");
					assertThatExceptionOfType(WebSocketHandshakeException.class)
						.isThrownBy(() -> client.connector().connect(server.uri(), client.options()));
					assertThat(output).doesNotContain("WebSockets of client 'feed' accept");
				});
		}
	}

}
