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

package io.clientwebsocket.protocol;

import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Deflaters and inflaters, counted.
 */
final class Natives {

	private final int level;

	private int inUse;

	Natives() {
		this(6);
	}

	Natives(int level) {
		this.level = level;
	}

	MessageDeflater deflater(int windowBits, boolean takeover) {
		return new MessageDeflater(windowBits, takeover, () -> {
			this.inUse++;
			return new Deflater(this.level, true);
		}, (deflater) -> {
			this.inUse--;
			deflater.end();
		});
	}

	MessageInflater inflater(boolean takeover) {
		return new MessageInflater(takeover, () -> {
			this.inUse++;
			return new Inflater(true);
		}, (inflater) -> {
			this.inUse--;
			inflater.end();
		});
	}

	int inUse() {
		return this.inUse;
	}

}
