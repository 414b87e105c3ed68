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

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Listener of the JDK's client that puts all events into a queue, as text.
 */
final class EventListener implements WebSocket.Listener {

	private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

	private final StringBuilder text = new StringBuilder();

	@Override
	public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
		this.text.append(data);
		if (last) {
			this.events.add("text " + this.text);
			this.text.setLength(0);
		}
		webSocket.request(1);
		return null;
	}

	@Override
	public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
		this.events.add("binary " + data.remaining() + (last ? "" : ", not last"));
		webSocket.request(1);
		return null;
	}

	@Override
	public CompletionStage<?> onPing(WebSocket webSocket, ByteBuffer message) {
		this.events.add("ping " + message.remaining());
		webSocket.request(1);
		return null;
	}

	@Override
	public CompletionStage<?> onPong(WebSocket webSocket, ByteBuffer message) {
		this.events.add("pong " + message.remaining());
		webSocket.request(1);
		return null;
	}

	@Override
	public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
		this.events.add("close " + statusCode + " " + reason);
		return null;
	}

	@Override
	public void onError(WebSocket webSocket, Throwable error) {
		this.events.add("error");
	}

	/**
	 * Take the next event.
	 * @return the event, such as {@code text a}
	 * @throws InterruptedException if the thread is interrupted
	 */
	String next() throws InterruptedException {
		String event = this.events.poll(5, TimeUnit.SECONDS);
		return (event != null) ? event : "nothing";
	}

	/**
	 * Take the next events up to the end of a binary message.
	 * @return the size of the message
	 * @throws InterruptedException if the thread is interrupted
	 */
	int nextBinary() throws InterruptedException {
		int size = 0;
		boolean complete = false;
		while (!complete) {
			String[] words = next().split("[ ,]+", 3);
			if (!words[0].equals("binary")) {
				throw new AssertionError("expected a binary message, but was " + words[0]);
			}
			size += Integer.parseInt(words[1]);
			complete = words.length == 2;
		}
		return size;
	}

}
