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
 * What a {@link ScriptedServer} does on one connection.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ServerScript {

	/**
	 * Run the script. When it returns, the server ends its direction of the connection
	 * and waits for the client to end the other. When it throws, the connection is reset
	 * and the failure reported by {@link ScriptedServer#awaitFinished()}.
	 * @param connection the connection, before its first request is read
	 * @throws Exception if the script fails
	 */
	void run(ScriptedConnection connection) throws Exception;

}
