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

package io.clientwebsocket.benchmarks.server;

/**
 * First segments of the paths that the server knows. The second one is the name of the
 * content, which decides about compression.
 */
public final class Routes {

	/** Frames of the size in the third segment, without end. */
	public static final String FLOOD = "flood";

	/** Counts what arrives. */
	public static final String COUNT = "count";

	/** Sends back what arrives. */
	public static final String ECHO = "echo";

	/** Waits for the end, with next to no memory. */
	public static final String WAIT = "wait";

	/** Says nothing, and holds no thread. */
	public static final String PARK = "park";

	/** Random messages, by the seed and number in the path. */
	public static final String SEND_RANDOM = "send-random";

	/** Compares what arrives with random messages, by the seed and number in the path. */
	public static final String EXPECT_RANDOM = "expect-random";

	/** What the server has done so far; plain HTTP. */
	static final String STATISTICS = "statistics";

	private Routes() {
	}

}
