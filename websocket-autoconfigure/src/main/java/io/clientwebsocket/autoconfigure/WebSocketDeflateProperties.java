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

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * Properties of the compression of messages.
 *
 * @since 0.1.0
 * @see WebSocketConnectionProperties
 */
public class WebSocketDeflateProperties {

	/**
	 * Whether to offer compression of messages. Do not compress secrets together with
	 * data that others can choose.
	 */
	private @Nullable Boolean enabled;

	/**
	 * Bits of the window that is used for sending, 9 to 15.
	 */
	private @Nullable Integer clientMaxWindowBits;

	/**
	 * Bits of the window that the server may use for sending, 9 to 15.
	 */
	private @Nullable Integer serverMaxWindowBits;

	/**
	 * Whether messages that are sent may refer back to those before.
	 */
	private @Nullable Boolean clientContextTakeover;

	/**
	 * Whether messages of the server may refer back to those before.
	 */
	private @Nullable Boolean serverContextTakeover;

	/**
	 * Size below which messages are sent without compression. If a data size suffix is
	 * not specified, bytes will be used.
	 */
	private @Nullable DataSize minimumSize;

	/**
	 * Effort of compression, 1 (fast) to 9 (small).
	 */
	private @Nullable Integer level;

	public @Nullable Boolean getEnabled() {
		return this.enabled;
	}

	public void setEnabled(@Nullable Boolean enabled) {
		this.enabled = enabled;
	}

	public @Nullable Integer getClientMaxWindowBits() {
		return this.clientMaxWindowBits;
	}

	public void setClientMaxWindowBits(@Nullable Integer clientMaxWindowBits) {
		this.clientMaxWindowBits = clientMaxWindowBits;
	}

	public @Nullable Integer getServerMaxWindowBits() {
		return this.serverMaxWindowBits;
	}

	public void setServerMaxWindowBits(@Nullable Integer serverMaxWindowBits) {
		this.serverMaxWindowBits = serverMaxWindowBits;
	}

	public @Nullable Boolean getClientContextTakeover() {
		return this.clientContextTakeover;
	}

	public void setClientContextTakeover(@Nullable Boolean clientContextTakeover) {
		this.clientContextTakeover = clientContextTakeover;
	}

	public @Nullable Boolean getServerContextTakeover() {
		return this.serverContextTakeover;
	}

	public void setServerContextTakeover(@Nullable Boolean serverContextTakeover) {
		this.serverContextTakeover = serverContextTakeover;
	}

	public @Nullable DataSize getMinimumSize() {
		return this.minimumSize;
	}

	public void setMinimumSize(@Nullable DataSize minimumSize) {
		this.minimumSize = minimumSize;
	}

	public @Nullable Integer getLevel() {
		return this.level;
	}

	public void setLevel(@Nullable Integer level) {
		this.level = level;
	}

}
