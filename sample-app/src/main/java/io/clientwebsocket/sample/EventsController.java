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

import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import io.clientwebsocket.managed.ReconnectingWebSocket;

/**
 * Server-sent events for the page. They end before the web server drains its requests, so
 * that an open page does not delay the shutdown.
 */
@RestController
class EventsController implements SmartLifecycle {

	private static final int MOST_PAGES = 50;

	private final ReconnectingWebSocket feed;

	private final URI uri;

	private final LatestPrices prices;

	// written by the thread of Spring's life cycle
	private volatile @Nullable ExecutorService executor;

	EventsController(ReconnectingWebSocket feed, @Value("${ws.clients.feed.uri}") URI uri, LatestPrices prices) {
		this.feed = feed;
		this.uri = uri;
		this.prices = prices;
	}

	@GetMapping("/events")
	SseEmitter events() {
		ExecutorService executor = this.executor;
		if (executor == null) {
			throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE);
		}
		PageStream stream = new PageStream(this.feed, this.uri, this.prices);
		try {
			executor.execute(stream);
		}
		catch (RejectedExecutionException ex) {
			throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "Too many pages", ex);
		}
		return stream.emitter();
	}

	@Override
	public void start() {
		this.executor = new ThreadPoolExecutor(0, MOST_PAGES, 10, TimeUnit.SECONDS, new SynchronousQueue<>(),
				new CustomizableThreadFactory("page-"));
	}

	@Override
	public boolean isRunning() {
		return this.executor != null;
	}

	@Override
	public void stop() {
		ExecutorService executor = this.executor;
		if (executor != null) {
			this.executor = null;
			executor.shutdownNow();
		}
	}

}
