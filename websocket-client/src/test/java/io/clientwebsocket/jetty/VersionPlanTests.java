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

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.clientwebsocket.HttpVersion;
import io.clientwebsocket.HttpVersionPolicy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link VersionPlan}.
 */
class VersionPlanTests {

	@ParameterizedTest
	@CsvSource({ "HTTP_1_1, REQUEST_VERSION_OR_LOWER, HTTP_1_1, HTTP_1_1", //
			"HTTP_1_1, REQUEST_VERSION_EXACT, HTTP_1_1, HTTP_1_1",
			"HTTP_1_1, REQUEST_VERSION_OR_HIGHER, HTTP_1_1, HTTP_2_OR_1_1",
			"HTTP_2, REQUEST_VERSION_OR_LOWER, HTTP_1_1, HTTP_2_OR_1_1",
			"HTTP_2, REQUEST_VERSION_EXACT, HTTP_2, HTTP_2", "HTTP_2, REQUEST_VERSION_OR_HIGHER, HTTP_2, HTTP_2" })
	void versionAndPolicyAndSchemeDecide(HttpVersion version, HttpVersionPolicy policy, VersionPlan ws,
			VersionPlan wss) {
		assertThat(VersionPlan.of(false, version, policy)).isEqualTo(ws);
		assertThat(VersionPlan.of(true, version, policy)).isEqualTo(wss);
	}

}
