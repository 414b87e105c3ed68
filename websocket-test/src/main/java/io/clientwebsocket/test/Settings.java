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

import java.time.Duration;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import org.jspecify.annotations.Nullable;

/**
 * Settings of a {@link ScriptedServer}.
 *
 * @param tls context for TLS, or {@code null} for a plain server
 * @param tlsParameters parameters for TLS, or {@code null} for those of the context
 * @param deadline how long each step may wait
 * @param receiveBufferSize size of TCP's receive buffer, 0 for that of the system
 * @param http2 settings of HTTP/2, or {@code null} for HTTP/1.1
 */
record Settings(@Nullable SSLContext tls, @Nullable SSLParameters tlsParameters, Duration deadline,
		int receiveBufferSize, @Nullable Http2Settings http2) {

}
