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

package io.clientwebsocket.sample;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import io.clientwebsocket.managed.ReconnectingWebSocket;

/**
 * Tells one page what changed, twice a second, until the page goes or the thread is
 * interrupted. Each page has its own thread, so that one that does not read delays only
 * itself.
 */
final class PageStream implements Runnable {

	private static final Duration PERIOD = Duration.ofMillis(500);

	private final ReconnectingWebSocket feed;

	private final URI uri;

	private final LatestPrices prices;

	private final SseEmitter emitter = new SseEmitter(0L);

	private final MessageRate rate = new MessageRate();

	private long sequence;

	PageStream(ReconnectingWebSocket feed, URI uri, LatestPrices prices) {
		this.feed = feed;
		this.uri = uri;
		this.prices = prices;
	}

	SseEmitter emitter() {
		return this.emitter;
	}

	@Override
	public void run() {
		try {
			while (true) {
				this.emitter.send(nextUpdate(), MediaType.APPLICATION_JSON);
				Thread.sleep(PERIOD.toMillis());
			}
		}
		catch (InterruptedException ex) {
			this.emitter.complete();
		}
		catch (IOException | IllegalStateException ex) {
			// the page has gone; Jetty keeps the request until it is told
			this.emitter.completeWithError(ex);
		}
	}

	private PageUpdate nextUpdate() {
		long until = this.prices.messages();
		PageUpdate update = new PageUpdate(this.sequence == 0,
				PageUpdate.Connection.of(this.feed, this.uri, this.rate.update(until, System.nanoTime())),
				this.prices.changedAfter(this.sequence), this.prices.lastMessage());
		this.sequence = until;
		return update;
	}

}
