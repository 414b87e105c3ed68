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

package io.clientwebsocket.benchmarks.subject;

/**
 * How much is under way.
 */
public final class Pipeline {

	/** Messages that are under way at once in a pipelined echo. */
	public static final int DEPTH = 64;

	private static final int MAX_SENDS = 1024;

	private static final int MAX_BYTES = 4 * 1024 * 1024;

	private Pipeline() {
	}

	/** Asynchronous sends of a flood of which the end was not told yet. */
	static int maxSends(int messageSize) {
		return Math.max(2, Math.min(MAX_SENDS, MAX_BYTES / Math.max(1, messageSize)));
	}

}
