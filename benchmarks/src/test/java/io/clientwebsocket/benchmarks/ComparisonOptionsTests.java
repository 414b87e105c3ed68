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

package io.clientwebsocket.benchmarks;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ComparisonOptionsTests {

	@Test
	void withoutOptionsEveryScenarioIsCompared() {
		ComparisonOptions options = ComparisonOptions.parse();
		assertThat(options.scenarios()).containsExactly(Scenario.values());
		assertThat(options.pin()).isFalse();
		assertThat(options.profiles()).isNull();
	}

	@Test
	void givenOptionsReplaceTheDefaults() {
		ComparisonOptions options = ComparisonOptions.parse("--rounds", "2", "--pin", "--scenarios",
				"send-64,receive-64", "--jvm", "-Xmx64m -XX:+UseSerialGC", "--profile", "recordings");
		assertThat(options.rounds()).isEqualTo(2);
		assertThat(options.pin()).isTrue();
		assertThat(options.scenarios()).containsExactly(Scenario.SEND_64, Scenario.RECEIVE_64);
		assertThat(options.flags()).containsExactly("-Xmx64m", "-XX:+UseSerialGC");
		assertThat(options.profiles()).isEqualTo(Path.of("recordings"));
	}

	@Test
	void unknownOptionIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> ComparisonOptions.parse("--fast"))
			.withMessageContaining("--fast");
	}

	@Test
	void optionWithoutItsValueIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> ComparisonOptions.parse("--rounds"))
			.withMessageContaining("--rounds");
	}

	@Test
	void unknownScenarioIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> ComparisonOptions.parse("--scenarios", "fly"))
			.withMessageContaining("fly");
	}

	@Test
	void zeroRoundsAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> ComparisonOptions.parse("--rounds", "0"))
			.withMessageContaining("--rounds");
	}

	@Test
	void quickTakesFewerScenariosAndOtherOptionsGoOnFromThere() {
		ComparisonOptions options = ComparisonOptions.parse("--rounds", "2", "--quick");
		assertThat(options.scenarios()).hasSizeLessThan(Scenario.values().length);
		assertThat(options.seconds()).isEqualTo(1);
		assertThat(options.rounds()).isEqualTo(2);
	}

	@Test
	void unknownClientIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> ComparisonOptions.parse("--clients", "curl"))
			.withMessageContaining("curl");
	}

	@Test
	void everyScenarioHasOursAndAPeer() {
		for (Scenario scenario : Scenario.values()) {
			assertThat(scenario.contenders()).anyMatch(Contender::isOurs).anyMatch(Contender::isPeer);
		}
	}

}
