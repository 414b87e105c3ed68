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
import java.util.Arrays;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UncompressedContracts}.
 */
class UncompressedContractsTests {

	static Iterable<String> names() {
		return UncompressedContracts.REASONS.keySet();
	}

	@ParameterizedTest
	@MethodSource("names")
	void everyContractThatIsLeftOutExists(String name) throws Exception {
		String[] parts = name.split("\\.", 2);
		Class<?> type = Class.forName(getClass().getPackageName() + "." + parts[0]);
		assertThat(ContractTests.class).isAssignableFrom(type);
		if (parts.length > 1) {
			assertThat(Arrays.stream(type.getDeclaredMethods()).map(Method::getName)).contains(parts[1]);
		}
	}

}
