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

package io.clientwebsocket.managed;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.managed.DisconnectCause.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whether there is another attempt: refused credentials, close statuses.
 */
@Timeout(30)
class DecisionTests {

	private final List<String> calls = new ArrayList<>();

	@Test
	void refusedCredentialsAreDroppedAndTriedOnceMoreAtOnce() {
		ManagedFixture fixture = authorizing();
		fixture.connector.answer(401, Map.of()).accept();
		fixture.connection.start();
		assertThat(fixture.takeEvents()).containsExactly("0 CONNECTING",
				"0 attempt 1 failed, HANDSHAKE_FAILED, RETRY_NOW", "0 CONNECTING", "0 OPEN");
		assertThat(this.calls).containsExactly("token", "drop", "token anew");
		assertThat(fixture.connector.usedOptions().get(1).headers().get("Authorization")).containsExactly("token 3");
		fixture.stop();
	}

	@Test
	void freshCredentialsThatAreRefusedAreFatal() {
		ManagedFixture fixture = authorizing();
		fixture.connector.answer(401, Map.of()).answer(401, Map.of());
		fixture.connection.start();
		assertThat(fixture.takeEvents()).containsExactly("0 CONNECTING",
				"0 attempt 1 failed, HANDSHAKE_FAILED, RETRY_NOW", "0 CONNECTING",
				"0 attempt 2 failed, HANDSHAKE_FAILED, STOP", "0 FAILED");
		assertThat(this.calls).containsExactly("token", "drop", "token anew");
		fixture.assertNothingLeft();
	}

	@Test
	void classifierMayLetRefusedCredentialsWait() {
		ManagedFixture fixture = authorizing(FailureClassifier.onHttpStatus(RetryDecision.RETRY_LATER, 401));
		fixture.connector.answer(401, Map.of()).answer(401, Map.of()).accept();
		fixture.connection.start();
		fixture.pass(3000);
		assertThat(fixture.takeEvents()).contains("0 BACKING_OFF", "1000 BACKING_OFF", "3000 OPEN");
		assertThat(this.calls).containsExactly("token", "drop", "token anew", "drop", "token anew");
		fixture.stop();
	}

	@Test
	void refusedCredentialsDoNotUseUpTheAttemptAtOnceAfterALoss() {
		ManagedFixture fixture = authorizing();
		fixture.connector.answer(401, Map.of()).accept().accept();
		fixture.connection.start();
		fixture.connector.last().lose(WebSocketError.CONNECTION_CLOSED_PREMATURELY);
		assertThat(fixture.state()).isEqualTo(ConnectionState.OPEN);
		assertThat(fixture.connector.sockets()).hasSize(2);
		fixture.stop();
	}

	@Test
	void lossDoesNotUseUpTheAttemptAtOnceAfterRefusedCredentials() {
		ManagedFixture fixture = authorizing();
		fixture.connector.accept().answer(401, Map.of()).accept();
		fixture.connection.start();
		fixture.connector.last().lose(WebSocketError.CONNECTION_CLOSED_PREMATURELY);
		assertThat(fixture.state()).isEqualTo(ConnectionState.OPEN);
		assertThat(this.calls).containsExactly("token", "token", "drop", "token anew");
		fixture.stop();
	}

	@Test
	void replacementWithRefusedCredentialsIsTriedOnceMoreWithFreshOnes() {
		ManagedFixture fixture = authorizing();
		fixture.connector.accept().answer(401, Map.of()).accept();
		fixture.connection.start();
		assertThat(fixture.connection.reconnectGracefully()).isCompleted();
		assertThat(this.calls).containsExactly("token", "token", "drop", "token anew");
		fixture.connector.sockets().get(0).pushClose(1000);
		fixture.connector.answer(401, Map.of()).answer(401, Map.of());
		CompletableFuture<Void> refused = fixture.connection.reconnectGracefully();
		assertThat(refused).isCompletedExceptionally();
		assertThat(this.calls).hasSize(7);
		assertThat(fixture.state()).isEqualTo(ConnectionState.OPEN);
		assertThat(fixture.takeEvents()).endsWith("0 Replaced", "0 ReplacementFailed");
		fixture.stop();
	}

	@Test
	void credentialsThatWereAcceptedAreNotDroppedByLaterReplacements() {
		ManagedFixture fixture = authorizing();
		fixture.connector.answer(401, Map.of());
		fixture.connection.start();
		this.calls.clear();
		assertThat(fixture.connection.reconnectGracefully()).isCompleted();
		assertThat(this.calls).containsExactly("token");
		fixture.connector.sockets().get(0).pushClose(1000);
		fixture.stop();
	}

	private ManagedFixture authorizing() {
		return authorizing(FailureClassifier.defaults());
	}

	private ManagedFixture authorizing(FailureClassifier classifier) {
		return new ManagedFixture((builder) -> builder.classifier(classifier)
			.onUnauthorized(() -> this.calls.add("drop"))
			.options((attempt) -> {
				this.calls.add("token" + (attempt.unauthorized() ? " anew" : ""));
				return ClientWebSocketOptions.builder().header("Authorization", "token " + this.calls.size()).build();
			}));
	}

	@Test
	void closeWhileOpenHookRunsIsClassifiedByItsStatus() {
		ManagedFixture[] holder = new ManagedFixture[1];
		ManagedFixture fixture = new ManagedFixture((builder) -> builder.onOpen((socket) -> {
			holder[0].connector.last().pushClose((holder[0].connector.sockets().size() == 1) ? 1012 : 1008);
			throw new IOException("not subscribed");
		}));
		holder[0] = fixture;
		fixture.connection.start();
		fixture.pass(1000);
		assertThat(fixture.takeEvents()).containsExactly("0 CONNECTING",
				"0 attempt 1 failed, OPEN_HOOK_FAILED, RETRY_LATER", "0 BACKING_OFF", "1000 CONNECTING",
				"1000 attempt 2 failed, OPEN_HOOK_FAILED, STOP", "1000 FAILED");
		assertThat(fixture.connection.status().lastCause())
			.extracting(DisconnectCause::kind, DisconnectCause::closeStatus, DisconnectCause::text)
			.containsExactly(Kind.OPEN_HOOK_FAILED, CloseStatus.POLICY_VIOLATION, "not subscribed");
		fixture.assertNothingLeft();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1000, 1008 })
	void connectionThatTheServerHasDoneWithIsNotOpenedAgain(int status) {
		ManagedFixture fixture = new ManagedFixture();
		fixture.connection.start();
		fixture.connector.last().pushClose(status);
		assertThat(fixture.state()).isEqualTo(ConnectionState.FAILED);
		assertThat(fixture.connector.last().sentClose()).isEqualTo(new CloseStatus(status));
		fixture.assertNothingLeft();
	}

	@Test
	void classifierMayReconnectAfterANormalClose() {
		ManagedFixture fixture = new ManagedFixture((builder) -> builder
			.classifier(FailureClassifier.onCloseStatus(RetryDecision.RETRY_LATER, CloseStatus.NORMAL_CLOSURE)));
		fixture.connection.start();
		fixture.connector.last().pushClose(1000);
		fixture.pass(1000);
		assertThat(fixture.state()).isEqualTo(ConnectionState.OPEN);
		fixture.stop();
	}

	@Test
	void addressIsRefusedThenTheOnlyServerIsTriedWhenItsNameMayResolveToAnother() {
		ManagedFixture fixture = new ManagedFixture();
		fixture.connector.fail(WebSocketError.ADDRESS_REFUSED).accept();
		fixture.connection.start();
		fixture.pass(29_999);
		assertThat(fixture.takeEvents()).containsExactly("0 CONNECTING",
				"0 attempt 1 failed, HANDSHAKE_FAILED, RETRY_LATER", "0 BACKING_OFF");
		fixture.pass(1);
		assertThat(fixture.state()).isEqualTo(ConnectionState.OPEN);
		fixture.stop();
	}

	@Test
	void addressIsRefusedThenAnotherServerIsTriedAtOnce() {
		URI refused = URI.create("ws://refused/");
		URI allowed = URI.create("ws://allowed/");
		ManagedFixture fixture = new ManagedFixture((builder) -> builder.uris((attempt) -> List.of(refused, allowed)));
		fixture.connector.fail(WebSocketError.ADDRESS_REFUSED).accept();
		fixture.connection.start();
		assertThat(fixture.connection.uri()).isEqualTo(allowed);
		assertThat(fixture.connector.uris()).containsExactly(refused, allowed);
		fixture.stop();
	}

	@Test
	void statusMayBeNamedTwice() {
		FailureClassifier http = FailureClassifier.onHttpStatus(RetryDecision.STOP, 503, 503);
		FailureClassifier close = FailureClassifier.onCloseStatus(RetryDecision.STOP, CloseStatus.SERVICE_RESTART,
				CloseStatus.SERVICE_RESTART);
		assertThat(http.classify(DisconnectCause.closed(CloseStatus.SERVICE_RESTART, ""))).isNull();
		assertThat(close.classify(DisconnectCause.closed(CloseStatus.SERVICE_RESTART, "")))
			.isEqualTo(RetryDecision.STOP);
	}

}
