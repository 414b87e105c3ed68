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

package io.clientwebsocket;

/**
 * How much has gone over a socket. Bytes are those of frames, as they are on the wire:
 * headers and control frames count, compressed payload counts as it is, and neither the
 * handshake nor what TLS or HTTP/2 add does.
 *
 * @param bytesReceived bytes that were read from the connection
 * @param bytesSent bytes that the connection has taken
 * @param bytesQueued bytes that were sent and that the connection has not taken yet: of
 * frames that wait the payload, before compression
 * @since 0.1.0
 */
public record WebSocketStatistics(long bytesReceived, long bytesSent, long bytesQueued) {

}
