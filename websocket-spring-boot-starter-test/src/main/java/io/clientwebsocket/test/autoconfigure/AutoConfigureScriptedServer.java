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

package io.clientwebsocket.test.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

import io.clientwebsocket.test.ScriptedServer;

/**
 * Points named WebSocket clients at a {@link ScriptedServer} on a free port of this
 * machine: {@code ws.clients.<name>.uri} of each is set before the application context
 * starts. The test says by {@link ServerScripts} what the server does, and sees in the
 * {@link ScriptedServer} what it received; both can be injected into the test.
 * <p>
 * The server lives as long as the application context. In a test of a slice the
 * annotation brings the auto-configuration of WebSocket clients along.
 *
 * @since 0.1.0
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration
public @interface AutoConfigureScriptedServer {

	/**
	 * Names of the clients, as in {@code ws.clients.<name>}.
	 * @return the names, at least one
	 */
	String[] clients();

}
