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

package io.clientwebsocket.test;

import java.lang.reflect.Method;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The contract tests that do not run over compressed sockets, and why. All others do.
 */
final class UncompressedContracts {

	private static final String OWN = "agrees on compression by itself";

	private static final String BYTES = "looks at the bytes of a frame";

	private static final String BETWEEN = "a large message leaves in frames with room for a PONG between them:"
			+ " DeflateSendContractTests.pingGoesBetweenTheFramesOfALargeMessage";

	/** Reasons by class, or by class and method. */
	static final Map<String, String> REASONS = Map.of("DeflateReceiveContractTests", OWN, "DeflateSendContractTests",
			OWN, "ConcurrencyContractTests.bytesGoBothWaysOneByOne", BYTES,
			"SendContractTests.wireBytesAreThoseOfTheProtocol", BYTES,
			"FrameValidationContractTests.compressedFrameIsAViolationIfNothingWasAgreed", "something was agreed",
			"ReceiveContractTests.emptyFinalFrameEndsTheMessageOfABufferWithoutRoom",
			"an empty message has a byte of payload, of which nobody knows that nothing comes out",
			"BlockedSendContractTests.pingIsAnsweredBeforeTheDataThatWaits", BETWEEN,
			"BlockedSendContractTests.onlyTheLastOfManyPingsIsAnswered", BETWEEN);

	private UncompressedContracts() {
	}

	/** Why a test does not run over compressed sockets, {@code null} if it does. */
	static @Nullable String reason(Class<?> type, Method method) {
		String ofClass = REASONS.get(type.getSimpleName());
		return (ofClass != null) ? ofClass : REASONS.get(type.getSimpleName() + "." + method.getName());
	}

}
