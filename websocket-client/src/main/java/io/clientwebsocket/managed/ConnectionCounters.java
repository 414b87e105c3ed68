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

package io.clientwebsocket.managed;

/**
 * What has happened since a {@link ReconnectingWebSocket} was built. While nothing is on
 * its way, {@code received} is {@code delivered + replies + dropped}, and every message
 * that was to be sent is one of {@code sent}, {@code sendsFailed}, {@code sendsExpired}
 * and {@code sendsDropped}.
 *
 * @param opened connections that were opened
 * @param attemptsFailed attempts that failed
 * @param disconnects open connections that ended, for whatever reason
 * @param received messages that came in
 * @param delivered messages that were handed to the application: its listener, also if
 * that threw, its subscriber or its loop
 * @param replies messages that were handed over as the reply to a request
 * @param dropped messages that were dropped: by the overflow policy, or because they came
 * in when their connection was no longer the one
 * @param listenerFailures messages and gaps whose listener threw
 * @param sent messages that were written
 * @param sendsFailed messages whose send failed, for other reasons than the next two
 * @param sendsExpired messages that waited too long for a connection
 * @param sendsDropped messages that made room for others while they waited, or found none
 * @param sendsWaiting messages that wait at this moment: for a connection, or behind
 * those that have waited for one
 * @param bytesReceived bytes that came in on all connections that were opened, as
 * {@link io.clientwebsocket.WebSocketStatistics} counts them
 * @param bytesSent bytes that went out on them
 * @since 0.1.0
 */
public record ConnectionCounters(long opened, long attemptsFailed, long disconnects, long received, long delivered,
		long replies, long dropped, long listenerFailures, long sent, long sendsFailed, long sendsExpired,
		long sendsDropped, int sendsWaiting, long bytesReceived, long bytesSent) {

}
