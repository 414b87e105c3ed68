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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import io.clientwebsocket.WebSocketException;

/**
 * Tells what happens: the status, the log, those who wait for a connection to be
 * replaced, and the world. Used in the supervisor's mailbox, but for the status.
 */
final class Announcer {

	private static final Logger logger = LoggerFactory.getLogger(Announcer.class);

	private final String name;

	private final StatusBoard board;

	private final Consumer<ConnectionEvent> world;

	private final Threads threads;

	private final StateNews news = new StateNews();

	private final List<CompletableFuture<@Nullable Void>> replacements = new ArrayList<>();

	Announcer(String name, ConnectionStatus status, Consumer<ConnectionEvent> world, Threads threads) {
		this.name = name;
		this.board = new StatusBoard(status);
		this.world = world;
		this.threads = threads;
	}

	StatusBoard board() {
		return this.board;
	}

	void tell(ConnectionEvent event) {
		if (event instanceof ConnectionEvent.StateChanged changed) {
			tellState(changed.status());
		}
		else if (event instanceof ConnectionEvent.Replaced) {
			complete((replacement) -> replacement.complete(null));
		}
		else if (event instanceof ConnectionEvent.ReplacementFailed failed) {
			notReplaced(Failures.ended(this.name, failed.cause()));
		}
		this.world.accept(event);
	}

	private void tellState(ConnectionStatus status) {
		this.board.set(status);
		Level level = this.news.isNews(status) ? Level.INFO : Level.DEBUG;
		logger.atLevel(level).log("Connection '{}' is {}", this.name, status.describe());
		switch (status.state()) {
			case OPEN -> complete((replacement) -> replacement.complete(null));
			case FAILED, STOPPED -> notReplaced(Failures.notOpen(this.name, status));
			case CONNECTING, BACKING_OFF -> {
				// it may still come
			}
		}
	}

	void awaitReplacement(CompletableFuture<@Nullable Void> replacement) {
		this.replacements.add(replacement);
	}

	void notReplaced(WebSocketException failure) {
		complete((replacement) -> replacement.completeExceptionally(failure));
	}

	private void complete(Consumer<CompletableFuture<@Nullable Void>> how) {
		List<CompletableFuture<@Nullable Void>> waiting = List.copyOf(this.replacements);
		this.replacements.clear();
		if (!waiting.isEmpty()) {
			this.threads.execute(() -> waiting.forEach(how));
		}
	}

}
