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
	static final Map<String, String> REASONS = Map.ofEntries(Map.entry("DeflateReceiveContractTests", OWN),
			Map.entry("DeflateSendContractTests", OWN), Map.entry("StatisticsContractTests", BYTES),
			Map.entry("ConcurrencyContractTests.bytesGoBothWaysOneByOne", BYTES),
			Map.entry("SendContractTests.wireBytesAreThoseOfTheProtocol", BYTES),
			Map.entry("FrameValidationContractTests.compressedFrameIsAViolationIfNothingWasAgreed",
					"something was agreed"),
			Map.entry("ReceiveContractTests.emptyFinalFrameEndsTheMessageOfABufferWithoutRoom",
					"an empty message has a byte of payload, of which nobody knows that nothing comes out"),
			Map.entry("BlockedSendContractTests.pingIsAnsweredBeforeTheDataThatWaits", BETWEEN),
			Map.entry("BlockedSendContractTests.onlyTheLastOfManyPingsIsAnswered", BETWEEN),
			Map.entry("CancellationContractTests.cancelledPongIsSentAllTheSame", BETWEEN),
			Map.entry("SendPongContractTests.eachOfManyPongsIsSentBeforeTheDataThatWaits", BETWEEN),
			Map.entry("SendPongContractTests.pongNeitherReplacesTheAnswerToAPingNorIsReplacedByIt", BETWEEN),
			Map.entry("SendPongContractTests.pongThatWaitsFailsWithWhatEndsTheSocket", BETWEEN),
			Map.entry("SendPongContractTests.pongsThatWaitAreBounded", BETWEEN));

	private UncompressedContracts() {
	}

	/** Why a test does not run over compressed sockets, {@code null} if it does. */
	static @Nullable String reason(Class<?> type, Method method) {
		String ofClass = REASONS.get(type.getSimpleName());
		return (ofClass != null) ? ofClass : REASONS.get(type.getSimpleName() + "." + method.getName());
	}

}
