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

package io.clientwebsocket.benchmarks;

import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;

import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/**
 * Ways to use Jetty's core session as its documentation advises: a demand for each frame,
 * payloads looked at where they are, callbacks that say that they do not block.
 */
final class JettyUses {

	/** Sends of which the end was not told yet. */
	private static final int MAX_OUTSTANDING = 1024;

	/** In batch mode every frame of this number is sent without it, which flushes. */
	private static final int BATCH = 512;

	private static final long ANSWER_TIMEOUT_SECONDS = 10;

	private JettyUses() {
	}

	static void receive(CoreSession session, JettyFrames frames, MessageSource source, MessageSink sink)
			throws Exception {
		frames.consumer((frame, callback) -> {
			boolean more = sink.part(frame.getPayload(), frame.isFin());
			callback.succeeded();
			if (more) {
				session.demand();
			}
			else {
				frames.done();
			}
		});
		session.demand();
		frames.awaitDone();
	}

	static void send(CoreSession session, JettyFrames frames, MessageSource source, MessageSink sink) {
		send(session, source, 1);
	}

	static void sendInBatches(CoreSession session, JettyFrames frames, MessageSource source, MessageSink sink) {
		send(session, source, BATCH);
	}

	private static void send(CoreSession session, MessageSource source, int batch) {
		Outstanding outstanding = new Outstanding(MAX_OUTSTANDING);
		Callback callback = Callback.from(Invocable.InvocationType.NON_BLOCKING, outstanding::end, outstanding::end);
		long number = 0;
		ByteBuffer payload = source.next();
		while (payload != null) {
			outstanding.begin();
			number++;
			session.sendFrame(frame(payload), callback, number % batch != 0);
			payload = source.next();
		}
		session.flush(Callback.NOOP);
		outstanding.awaitAll();
	}

	static void roundTrips(CoreSession session, JettyFrames frames, MessageSource source, MessageSink sink)
			throws Exception {
		Callback sent = Callback.from(Invocable.InvocationType.NON_BLOCKING, () -> {
		}, frames::failed);
		frames.consumer((frame, callback) -> {
			sink.part(frame.getPayload(), frame.isFin());
			boolean last = frame.isFin();
			callback.succeeded();
			if (!last || sendNext(session, frames, source, sent)) {
				session.demand();
			}
		});
		if (sendNext(session, frames, source, sent)) {
			session.demand();
		}
		frames.awaitDone();
	}

	private static boolean sendNext(CoreSession session, JettyFrames frames, MessageSource source, Callback sent) {
		ByteBuffer payload = source.next();
		if (payload == null) {
			frames.done();
			return false;
		}
		session.sendFrame(frame(payload), sent, false);
		return true;
	}

	static void roundTripsBlocking(CoreSession session, JettyFrames frames, MessageSource source, MessageSink sink)
			throws Exception {
		BlockingQueue<Arrival> arrivals = new LinkedTransferQueue<>();
		frames.consumer((frame, callback) -> arrivals.add(new Arrival(frame, callback)));
		ByteBuffer payload = source.next();
		while (payload != null) {
			try (Blocker.Callback sent = Blocker.callback()) {
				session.sendFrame(frame(payload), sent, false);
				sent.block();
			}
			boolean last = false;
			while (!last) {
				session.demand();
				last = take(arrivals.poll(ANSWER_TIMEOUT_SECONDS, TimeUnit.SECONDS), sink);
			}
			payload = source.next();
		}
	}

	private static boolean take(@Nullable Arrival arrival, MessageSink sink) {
		if (arrival == null) {
			throw new IllegalStateException("expected an answer, but was none");
		}
		boolean last = arrival.frame().isFin();
		sink.part(arrival.frame().getPayload(), last);
		arrival.callback().succeeded();
		return last;
	}

	/** Jetty advances the payload and sets the mask, so each frame is a new one. */
	private static Frame frame(ByteBuffer payload) {
		return new Frame(OpCode.BINARY, payload.duplicate());
	}

	/**
	 * A frame on its way to the thread that waits for it.
	 */
	private record Arrival(Frame frame, Callback callback) {

	}

}
