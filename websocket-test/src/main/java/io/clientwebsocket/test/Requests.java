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
import java.util.function.Consumer;

/**
 * The HTTP part of a connection: reads requests, and knows whether one is unanswered.
 */
final class Requests {

	private final Wire wire;

	private final ReceivedConnection record;

	private final ClientFrames frames;

	private boolean unanswered;

	Requests(Wire wire, ReceivedConnection record, ClientFrames frames) {
		this.wire = wire;
		this.record = record;
		this.frames = frames;
	}

	void read(Duration deadline) {
		this.record.add(this.wire.readRequest(this.frames.start("a request", deadline)));
		this.unanswered = true;
	}

	/**
	 * Take the request that is to be answered now.
	 * @param deadline how long to wait for it, if there is none yet
	 * @return the request
	 */
	ReceivedRequest take(Duration deadline) {
		if (!this.unanswered) {
			read(deadline);
		}
		this.unanswered = false;
		return this.record.request();
	}

	HandshakeAnswer accept(Consumer<HandshakeAnswer> change, Duration deadline) {
		ReceivedRequest request = take(deadline);
		Handshake.check(request);
		HandshakeAnswer answer = new HandshakeAnswer(request);
		change.accept(answer);
		this.frames.begin();
		return answer;
	}

}
