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

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the application's classifier, and the default one if that throws or has no
 * opinion.
 */
final class SafeClassifier {

	private static final Logger logger = LoggerFactory.getLogger(SafeClassifier.class);

	private final String name;

	private final FailureClassifier classifier;

	private final DefaultClassifier fallback;

	SafeClassifier(String name, FailureClassifier classifier, DefaultClassifier fallback) {
		this.name = name;
		this.classifier = classifier;
		this.fallback = fallback;
	}

	RetryDecision classify(DisconnectCause cause) {
		try {
			RetryDecision decision = this.classifier.classify(cause);
			if (decision != null) {
				return decision;
			}
		}
		catch (RuntimeException | Error ex) {
			logger.warn("The classifier of connection '{}' threw, and the default decides", this.name, ex);
		}
		return this.fallback.classify(cause);
	}

}
