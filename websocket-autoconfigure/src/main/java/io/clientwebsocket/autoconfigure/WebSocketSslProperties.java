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

package io.clientwebsocket.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Properties of TLS.
 *
 * @since 0.1.0
 * @see WebSocketConnectionProperties
 */
public class WebSocketSslProperties {

	/**
	 * SSL bundle to use for wss. An empty value goes back to what the JVM trusts.
	 */
	private @Nullable String bundle;

	/**
	 * Whether to accept any certificate of any server. For development only.
	 */
	private @Nullable Boolean bypassCertificateValidation;

	/**
	 * Whether to replace open connections of named clients when the SSL bundle is
	 * reloaded, without a gap. New connections use it in any case.
	 */
	private @Nullable Boolean reconnectOnReload;

	/**
	 * Time over which the replacements after a reload are spread.
	 */
	private @Nullable Duration reconnectJitter;

	public @Nullable String getBundle() {
		return this.bundle;
	}

	public void setBundle(@Nullable String bundle) {
		this.bundle = bundle;
	}

	public @Nullable Boolean getBypassCertificateValidation() {
		return this.bypassCertificateValidation;
	}

	public void setBypassCertificateValidation(@Nullable Boolean bypassCertificateValidation) {
		this.bypassCertificateValidation = bypassCertificateValidation;
	}

	public @Nullable Boolean getReconnectOnReload() {
		return this.reconnectOnReload;
	}

	public void setReconnectOnReload(@Nullable Boolean reconnectOnReload) {
		this.reconnectOnReload = reconnectOnReload;
	}

	public @Nullable Duration getReconnectJitter() {
		return this.reconnectJitter;
	}

	public void setReconnectJitter(@Nullable Duration reconnectJitter) {
		this.reconnectJitter = reconnectJitter;
	}

}
