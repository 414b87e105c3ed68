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

/**
 * The client ended the connection while a script expected more. As a test may end while
 * its script still waits, this is a failure only for those who wait for the script.
 */
class CutOffError extends AssertionError {

	private static final long serialVersionUID = 1L;

	CutOffError(String message) {
		super(message);
	}

}
