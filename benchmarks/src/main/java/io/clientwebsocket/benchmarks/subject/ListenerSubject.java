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

package io.clientwebsocket.benchmarks.subject;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.benchmarks.message.Message;
import io.clientwebsocket.benchmarks.message.MessageSink;
import io.clientwebsocket.benchmarks.message.MessageSource;

/**
 * What is done with a connection of a client that calls a listener. The connection is
 * opened when it is known who takes what arrives.
 */
final class ListenerSubject implements Subject {

	private final ListenerClient client;

	private final URI uri;

	private final Kind kind;

	private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();

	private volatile @Nullable Line line;

	/**
	 * Messages that arrived; written by whoever calls the listener, without a barrier.
	 */
	private final AtomicLong arrived = new AtomicLong();

	/** Messages that were sent in a pipeline; whoever has the turn. */
	private long sent;

	ListenerSubject(ListenerClient client, URI uri, Kind kind) {
		this.client = client;
		this.uri = uri;
		this.kind = kind;
	}

	@Override
	public void run(MessageSource source, MessageSink sink) throws Exception {
		switch (this.kind) {
			case RECEIVE -> receive(sink);
			case SEND -> open(sink, (more) -> {
			}).sendAll(source);
			case SEND_MANY -> sendByMany(source, sink);
			case ROUND_TRIP_ASYNC -> pipeline(source, sink, 1);
			case PIPELINED -> pipeline(source, sink, Pipeline.DEPTH);
			case ROUND_TRIP_BLOCKING -> roundTripsBlocking(source, sink);
			default -> throw new IllegalStateException("expected messages, but was " + this.kind);
		}
	}

	private void sendByMany(MessageSource source, MessageSink sink) throws Exception {
		Line open = open(sink, (more) -> {
		});
		SenderThreads.run(() -> open.sendAmongOthers(source));
	}

	private void receive(MessageSink sink) throws Exception {
		open(sink, (more) -> {
			if (!more) {
				this.done.complete(null);
			}
		});
		this.done.get();
	}

	/** The first message goes alone, so that all others are sent by the listener. */
	private void pipeline(MessageSource source, MessageSink sink, int depth) throws Exception {
		open(sink, (more) -> {
			int count = (this.arrived.getPlain() == 1) ? depth : 1;
			for (int i = 0; i < count; i++) {
				sendNext(source);
			}
		});
		sendNext(source);
		this.done.get();
	}

	/** By one thread at a time. Ends when the last answer is there. */
	private void sendNext(MessageSource source) {
		Line open = this.line;
		Message message = source.next();
		if (message != null && open != null) {
			this.sent++;
			open.send(message, this::ended);
		}
		else if (this.arrived.getPlain() == this.sent) {
			this.done.complete(null);
		}
	}

	private void ended(@Nullable Throwable failure) {
		if (failure != null) {
			this.done.completeExceptionally(failure);
		}
	}

	private void roundTripsBlocking(MessageSource source, MessageSink sink) throws Exception {
		Thread waiting = Thread.currentThread();
		Line open = open(sink, (more) -> LockSupport.unpark(waiting));
		CompletableFuture<@Nullable Void> unused = this.done
			.whenComplete((none, failure) -> LockSupport.unpark(waiting));
		Message message = source.next();
		while (message != null) {
			long before = this.arrived.getAcquire();
			open.send(message, this::ended);
			while (this.arrived.getAcquire() == before && !this.done.isDone()) {
				LockSupport.park(this);
			}
			this.done.getNow(null);
			message = source.next();
		}
	}

	private Line open(MessageSink sink, Consumer<Boolean> next) throws Exception {
		Line open = this.client.open(this.uri, new SinkListener(sink, next));
		this.line = open;
		return open;
	}

	@Override
	public void close() {
		Line open = this.line;
		if (open != null) {
			open.close();
		}
	}

	/**
	 * Gives what arrives to a sink, then does what comes next.
	 */
	private final class SinkListener implements Listener {

		private final MessageSink sink;

		private final Consumer<Boolean> next;

		SinkListener(MessageSink sink, Consumer<Boolean> next) {
			this.sink = sink;
			this.next = next;
		}

		@Override
		public void part(ByteBuffer bytes, boolean last) {
			try {
				goOn(this.sink.part(bytes, last), last);
			}
			catch (RuntimeException ex) {
				failed(ex);
			}
		}

		@Override
		public void text(CharSequence text, boolean last) {
			try {
				goOn(this.sink.text(text, last), last);
			}
			catch (RuntimeException ex) {
				failed(ex);
			}
		}

		private void goOn(boolean more, boolean last) {
			if (last) {
				AtomicLong count = ListenerSubject.this.arrived;
				count.setRelease(count.getPlain() + 1);
				this.next.accept(more);
			}
		}

		@Override
		public void failed(Throwable cause) {
			ListenerSubject.this.done.completeExceptionally(cause);
		}

	}

}
