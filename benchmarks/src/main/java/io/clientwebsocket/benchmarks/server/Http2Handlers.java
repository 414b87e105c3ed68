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

package io.clientwebsocket.benchmarks.server;

import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

import io.clientwebsocket.benchmarks.message.Message;

/**
 * What the server does over HTTP/2.
 */
final class Http2Handlers {

	private Http2Handlers() {
	}

	/**
	 * Takes what arrives, and demands more.
	 */
	abstract static class Handler implements FrameHandler {

		private @Nullable CoreSession session;

		@Override
		public void onOpen(CoreSession session, Callback callback) {
			this.session = session;
			callback.succeeded();
			opened(session);
			session.demand();
		}

		void opened(CoreSession session) {
			// most wait for what arrives
		}

		@Override
		public void onFrame(Frame frame, Callback callback) {
			CoreSession current = this.session;
			if (current != null) {
				arrived(current, frame, Callback.from(current::demand, callback));
			}
		}

		/** A frame arrived; the callback asks for the next. */
		void arrived(CoreSession session, Frame frame, Callback callback) {
			callback.succeeded();
		}

		@Override
		public void onError(Throwable cause, Callback callback) {
			callback.succeeded();
		}

		@Override
		public void onClosed(CloseStatus closeStatus, Callback callback) {
			callback.succeeded();
		}

	}

	/**
	 * Sends the same message without end, several in a write.
	 */
	static final class Flood extends Handler {

		private static final int BATCH = 32;

		private final Message message;

		Flood(Message message) {
			this.message = message;
		}

		@Override
		void opened(CoreSession session) {
			new IteratingCallback() {

				private long number;

				@Override
				protected Action process() {
					this.number++;
					session.sendFrame(new Frame(OpCode.BINARY, Flood.this.message.bytes().duplicate()), this,
							this.number % BATCH != 0);
					return Action.SCHEDULED;
				}
			}.iterate();
		}

	}

	/**
	 * Counts messages.
	 */
	static final class Count extends Handler {

		private final ServerTotals totals;

		Count(ServerTotals totals) {
			this.totals = totals;
		}

		@Override
		void arrived(CoreSession session, Frame frame, Callback callback) {
			if (frame.isDataFrame() && frame.isFin()) {
				this.totals.add(1);
			}
			callback.succeeded();
		}

	}

	/**
	 * Sends back what arrives.
	 */
	static final class Echo extends Handler {

		@Override
		void arrived(CoreSession session, Frame frame, Callback callback) {
			if (frame.isDataFrame()) {
				session.sendFrame(new Frame(frame.getOpCode(), frame.isFin(), frame.getPayload()), callback, false);
			}
			else {
				callback.succeeded();
			}
		}

	}

}
