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

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.CloseStatus;

/**
 * Decides whether it makes sense to try again. Classifiers are asked in a row: one
 * without an opinion leaves the decision to the next. Must be quick and thread-safe; one
 * that throws is logged, and the {@linkplain #defaults() default} decides.
 *
 * <pre class="code">
 * FailureClassifier.onHttpStatus(RetryDecision.RETRY_LATER, 404)  // rolling deployment
 *     .orElse(FailureClassifier.defaults())
 * </pre>
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface FailureClassifier {

	/**
	 * Decide.
	 * @param cause why the attempt failed or the connection ended
	 * @return what to do, {@code null} to leave it to the next classifier
	 */
	@Nullable RetryDecision classify(DisconnectCause cause);

	/**
	 * This classifier, and another one for what it has no opinion about.
	 * @param next the one to be asked next
	 * @return both
	 */
	default FailureClassifier orElse(FailureClassifier next) {
		Objects.requireNonNull(next, "'next' must not be null");
		return (cause) -> {
			RetryDecision decision = classify(cause);
			return (decision != null) ? decision : next.classify(cause);
		};
	}

	/**
	 * The default table. It has an opinion about everything.
	 * <ul>
	 * <li>HTTP status 401: at once, a second one in a row: stop; the statuses 408, 425,
	 * 429 and 5xx: later, and not before {@code Retry-After}; other 4xx: stop</li>
	 * <li>a wrong subprotocol, a certificate that is not trusted, wrong arguments:
	 * stop</li>
	 * <li>no address that the address filter allows: later, and not before 30 s, which is
	 * how long the JVM keeps the addresses of a name; other servers are tried at
	 * once</li>
	 * <li>close status 1000 and 1008: stop; 1001: at once; all others, so 1012 and 1013:
	 * later</li>
	 * <li>a connection lost without a close frame (1006), or without data: at once</li>
	 * <li>everything else: later</li>
	 * </ul>
	 * @return the default classifier
	 */
	static FailureClassifier defaults() {
		return DefaultClassifier.INSTANCE;
	}

	/**
	 * A decision about HTTP statuses that refuse the handshake.
	 * @param decision what to do
	 * @param statuses the statuses
	 * @return a classifier without an opinion about everything else
	 */
	static FailureClassifier onHttpStatus(RetryDecision decision, int... statuses) {
		Objects.requireNonNull(decision, "'decision' must not be null");
		Set<Integer> set = IntStream.of(statuses).boxed().collect(Collectors.toUnmodifiableSet());
		return (cause) -> set.contains(cause.httpStatus()) ? decision : null;
	}

	/**
	 * A decision about the peer's close statuses.
	 * @param decision what to do
	 * @param statuses the statuses
	 * @return a classifier without an opinion about everything else
	 */
	static FailureClassifier onCloseStatus(RetryDecision decision, CloseStatus... statuses) {
		Objects.requireNonNull(decision, "'decision' must not be null");
		Set<CloseStatus> set = Set.copyOf(List.of(statuses));
		return (cause) -> {
			CloseStatus status = cause.closeStatus();
			return (status != null && set.contains(status)) ? decision : null;
		};
	}

	/**
	 * A decision about exceptions of a type, those wrapped in others included.
	 * @param decision what to do
	 * @param type the type
	 * @return a classifier without an opinion about everything else
	 */
	static FailureClassifier onException(RetryDecision decision, Class<? extends Throwable> type) {
		Objects.requireNonNull(decision, "'decision' must not be null");
		Objects.requireNonNull(type, "'type' must not be null");
		return (cause) -> DefaultClassifier.causes(cause).anyMatch(type::isInstance) ? decision : null;
	}

}
