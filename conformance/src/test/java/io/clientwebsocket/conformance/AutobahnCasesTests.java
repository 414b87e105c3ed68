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

package io.clientwebsocket.conformance;

import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The cases of groups 1 to 7 and 10 of the suite, as strict as the suite is.
 */
class AutobahnCasesTests {

	private static CaseRunner runner;

	@BeforeAll
	static void open() {
		runner = new CaseRunner(false);
	}

	@AfterAll
	static void close() {
		runner.close();
	}

	static Stream<AutobahnCase> cases() {
		return Stream.of(FramingCases.all(), FragmentationCases.all(), Utf8Cases.all(), CloseCases.all())
			.flatMap((group) -> group);
	}

	static Stream<AutobahnCase> variants() {
		return cases().flatMap(AutobahnCase::variants);
	}

	@ParameterizedTest
	@MethodSource("cases")
	void caseIsStrictlyOk(AutobahnCase played) throws Exception {
		assertThat(runner.run(played.number(), played::play).kind()).isEqualTo(played.ending().kind());
	}

	@ParameterizedTest
	@MethodSource("variants")
	void caseThatEndsInOrderIsStrictlyOk(AutobahnCase played) throws Exception {
		assertThat(runner.run(played.number(), played::playInOrder).kind()).isEqualTo(played.ending().kind());
	}

	@ParameterizedTest
	@MethodSource("cases")
	void caseBehindTheHandshakeIsStrictlyOk(AutobahnCase played) throws Exception {
		assertThat(runner.run(played.number(), played::playBehindHandshake).kind()).isEqualTo(played.ending().kind());
	}

}
