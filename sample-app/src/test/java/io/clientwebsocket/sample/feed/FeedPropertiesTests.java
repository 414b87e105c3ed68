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

package io.clientwebsocket.sample.feed;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FeedPropertiesTests {

	@Test
	void valueOutOfRangeIsNamed() {
		assertThatIllegalArgumentException().isThrownBy(() -> new FeedProperties(true, -1, 50, 200, 1))
			.withMessage("'sample.feed.port' must be within 0 to 65535, but was -1");
		assertThatIllegalArgumentException().isThrownBy(() -> new FeedProperties(true, 0, 577, 200, 1))
			.withMessage("'sample.feed.symbols' must be within 1 to 576, but was 577");
		assertThatIllegalArgumentException().isThrownBy(() -> new FeedProperties(true, 0, 50, 0, 1))
			.withMessage("'sample.feed.rate' must be greater than 0 and at most 1000000, but was 0.0");
	}

}
