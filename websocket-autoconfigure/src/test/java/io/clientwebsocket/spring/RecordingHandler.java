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

package io.clientwebsocket.spring;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

/**
 * Writes down what a handler is told, and whether it was told one thing at a time.
 */
class RecordingHandler implements WebSocketHandler {

	private static final String NOTHING = "nothing within 10 s";

	private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

	private final AtomicInteger inside = new AtomicInteger();

	private final boolean partial;

	RecordingHandler() {
		this(false);
	}

	RecordingHandler(boolean partial) {
		this.partial = partial;
	}

	/** The next thing that happened. */
	String next() throws InterruptedException {
		String event = this.events.poll(10, TimeUnit.SECONDS);
		return (event != null) ? event : NOTHING;
	}

	/** What happened that nobody has asked for. */
	BlockingQueue<String> rest() {
		return this.events;
	}

	/** For subclasses: what happens within a call, after it was written down. */
	void within(WebSocketSession session, String event) throws Exception {
	}

	private void record(WebSocketSession session, String event) throws Exception {
		boolean alone = this.inside.incrementAndGet() == 1;
		try {
			this.events.add(alone ? event : event + " while another call was made");
			within(session, event);
		}
		finally {
			this.inside.decrementAndGet();
		}
	}

	@Override
	public void afterConnectionEstablished(WebSocketSession session) throws Exception {
		record(session, "established");
	}

	@Override
	public void handleMessage(WebSocketSession session, WebSocketMessage<?> message) throws Exception {
		record(session, text(message) + (message.isLast() ? "" : "..."));
	}

	private static String text(WebSocketMessage<?> message) {
		if (message instanceof TextMessage text) {
			return "text " + text.getPayload();
		}
		String kind = (message instanceof BinaryMessage) ? "binary "
				: (message instanceof PongMessage) ? "pong " : "? ";
		return kind + StandardCharsets.UTF_8.decode(((ByteBuffer) message.getPayload()).duplicate());
	}

	@Override
	public void handleTransportError(WebSocketSession session, Throwable exception) throws Exception {
		record(session, "error " + exception.getMessage());
	}

	@Override
	public void afterConnectionClosed(WebSocketSession session, CloseStatus status) throws Exception {
		String reason = (status.getReason() != null) ? " " + status.getReason() : "";
		record(session, "closed " + status.getCode() + reason);
	}

	@Override
	public boolean supportsPartialMessages() {
		return this.partial;
	}

}
