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

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.PongListener;
import io.clientwebsocket.WebSocketMessage;

/**
 * Records what it is told, in order: as a subscriber the messages of a
 * {@link ClientWebSocket#publisher()} and how they end, and as a
 * {@linkplain ClientWebSocketOptions#pongListener() listener} the PONGs.
 *
 * <pre class="code">
 * RecordingListener listener = new RecordingListener();
 * socket.publisher().subscribe(listener);
 * // let the peer send "a" and close
 * listener.awaitEnd();
 * assertThat(listener.texts()).containsExactly("a");
 * </pre>
 * <p>
 * <b>Demand.</b> On subscription it asks for all messages, or for as many as
 * {@link #withDemand} says; {@link #request} asks for more.
 * <p>
 * <b>Waiting.</b> {@code awaitMessage}, {@code awaitMessages} and {@code awaitPongs} go
 * on where the last of them ended: each message and each PONG is returned once. Every
 * wait is bounded, by 10 seconds of real time unless {@link #deadline} says otherwise,
 * and fails with an {@link AssertionError} that tells what was expected, what came
 * instead, and what is recorded. An interrupt ends the wait, too, and stays set.
 * <p>
 * Takes one subscription; a further one is cancelled at once. Thread-safe. A subclass
 * that reacts to a message overrides {@link #onNext} and calls it first.
 *
 * @since 0.1.0
 */
public class RecordingListener implements Flow.Subscriber<WebSocketMessage>, PongListener {

	private static final int SHOWN_EVENTS = 10;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final long initialDemand;

	// The following are guarded by the lock

	private final List<RecordedEvent> events = new ArrayList<>();

	private final Track<WebSocketMessage> messages = new Track<>("message");

	private final Track<RecordedEvent.Pong> pongs = new Track<>("PONG");

	/** How the messages ended. */
	private @Nullable RecordedEvent last;

	private Duration deadline = Wait.DEFAULT_DEADLINE;

	private Flow.@Nullable Subscription subscription;

	/**
	 * Create a listener that asks for all messages.
	 */
	public RecordingListener() {
		this(Long.MAX_VALUE);
	}

	/**
	 * Create a listener with some initial demand.
	 * @param initialDemand how many messages to ask for on subscription, 0 for none
	 */
	protected RecordingListener(long initialDemand) {
		if (initialDemand < 0) {
			throw new IllegalArgumentException("'initialDemand' must not be negative, but was " + initialDemand);
		}
		this.initialDemand = initialDemand;
	}

	/**
	 * Create a listener that asks for some messages, and for more only by
	 * {@link #request}.
	 * @param initialDemand how many messages to ask for on subscription, 0 for none
	 * @return a new listener
	 */
	public static RecordingListener withDemand(long initialDemand) {
		return new RecordingListener(initialDemand);
	}

	/**
	 * Set the deadline of the following waits.
	 * @param deadline how long each may take
	 * @return this listener
	 */
	public RecordingListener deadline(Duration deadline) {
		Wait.requirePositive("deadline", deadline);
		return locked(() -> {
			this.deadline = deadline;
			return this;
		});
	}

	/**
	 * Ask for more messages.
	 * @param count how many; passed on as it is, also if it is wrong
	 * @throws IllegalStateException if there is no subscription
	 */
	public void request(long count) {
		subscription().request(count);
	}

	/**
	 * Cancel the subscription. What was on its way may still be recorded.
	 * @throws IllegalStateException if there is no subscription
	 */
	public void cancel() {
		subscription().cancel();
	}

	private Flow.Subscription subscription() {
		this.lock.lock();
		try {
			if (this.subscription == null) {
				throw new IllegalStateException("expected a subscription, but was none");
			}
			return this.subscription;
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		Objects.requireNonNull(subscription, "'subscription' must not be null");
		if (!accept(subscription)) {
			subscription.cancel();
		}
		else if (this.initialDemand > 0) {
			subscription.request(this.initialDemand);
		}
	}

	private boolean accept(Flow.Subscription offered) {
		return locked(() -> {
			boolean first = this.subscription == null;
			this.subscription = first ? offered : this.subscription;
			return first;
		});
	}

	@Override
	public void onNext(WebSocketMessage message) {
		add(new RecordedEvent.Message(message));
	}

	@Override
	public void onError(Throwable failure) {
		add(new RecordedEvent.Failure(failure));
	}

	@Override
	public void onComplete() {
		add(new RecordedEvent.End());
	}

	@Override
	public void onPong(ClientWebSocket socket, ByteBuffer payload, @Nullable Duration roundTrip) {
		add(new RecordedEvent.Pong(payload, roundTrip));
	}

	private void add(RecordedEvent event) {
		locked(() -> {
			if (event instanceof RecordedEvent.Message message) {
				this.messages.add(message.message());
			}
			else if (event instanceof RecordedEvent.Pong pong) {
				this.pongs.add(pong);
			}
			else if (this.last == null) {
				this.last = event;
			}
			this.changed.signalAll();
			return this.events.add(event);
		});
	}

	/**
	 * All that was recorded.
	 * @return the events at this moment, in order
	 */
	public List<RecordedEvent> events() {
		return locked(() -> List.copyOf(this.events));
	}

	/**
	 * All messages.
	 * @return the messages at this moment, in order
	 */
	public List<WebSocketMessage> messages() {
		return locked(this.messages::all);
	}

	/**
	 * All text messages, without the binary ones.
	 * @return the texts at this moment, in order
	 */
	public List<String> texts() {
		return messages().stream()
			.filter(WebSocketMessage.Text.class::isInstance)
			.map((message) -> ((WebSocketMessage.Text) message).value())
			.toList();
	}

	/**
	 * All PONGs.
	 * @return the PONGs at this moment, in order
	 */
	public List<RecordedEvent.Pong> pongs() {
		return locked(this.pongs::all);
	}

	/**
	 * Wait for the next message.
	 * @return the message
	 * @throws AssertionError if it does not come in time, or the messages have ended
	 */
	public WebSocketMessage awaitMessage() {
		return awaitMessages(1).get(0);
	}

	/**
	 * Wait for the next messages.
	 * @param count how many, at least 1
	 * @return the messages, exactly as many
	 * @throws AssertionError if they do not come in time, or the messages have ended
	 */
	public List<WebSocketMessage> awaitMessages(int count) {
		return awaitNext(this.messages, count);
	}

	/**
	 * Wait for the next PONGs. On a {@link ManualClock} time must pass for a socket that
	 * nobody receives from: it looks after PONGs 20 ms after the last receive.
	 * @param count how many, at least 1
	 * @return the PONGs, exactly as many
	 * @throws AssertionError if they do not come in time
	 */
	public List<RecordedEvent.Pong> awaitPongs(int count) {
		return awaitNext(this.pongs, count);
	}

	private <T> List<T> awaitNext(Track<T> track, int count) {
		if (count < 1) {
			throw new IllegalArgumentException("'count' must be at least 1, but was " + count);
		}
		return locked(() -> {
			Wait wait = Wait.start(track.describe(count), this.deadline);
			// PONGs do not end with the messages
			await(wait, () -> track.has(count) || (this.last != null && track != this.pongs));
			if (!track.has(count)) {
				throw butWas(wait, Objects.requireNonNull(this.last));
			}
			return track.take(count);
		});
	}

	/**
	 * Wait for the end of the messages.
	 * @throws AssertionError if it does not come in time, or is a failure
	 */
	public void awaitEnd() {
		awaitLast("the end of the messages", RecordedEvent.End.class);
	}

	/**
	 * Wait for the failure that ends the messages.
	 * @return the failure
	 * @throws AssertionError if it does not come in time, or the messages end without one
	 */
	public Throwable awaitFailure() {
		return awaitLast("a failure", RecordedEvent.Failure.class).cause();
	}

	private <T extends RecordedEvent> T awaitLast(String expected, Class<T> type) {
		return locked(() -> {
			Wait wait = Wait.start(expected, this.deadline);
			await(wait, () -> this.last != null);
			RecordedEvent actual = Objects.requireNonNull(this.last);
			if (!type.isInstance(actual)) {
				throw butWas(wait, actual);
			}
			return type.cast(actual);
		});
	}

	private AssertionError butWas(Wait wait, RecordedEvent last) {
		AssertionError error = wait.butWas(last + recorded());
		if (last instanceof RecordedEvent.Failure failure) {
			error.initCause(failure.cause());
		}
		return error;
	}

	/** Wait for a condition; the lock is held by the caller. */
	private void await(Wait wait, BooleanSupplier condition) {
		try {
			while (!condition.getAsBoolean()) {
				if (wait.remainingNanos() <= 0) {
					throw wait.butWas("nothing within " + wait.bound() + recorded());
				}
				this.changed.awaitNanos(wait.remainingNanos());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw wait.butWas("an interrupt" + recorded());
		}
	}

	/** What is recorded, as it stands at the end of a message. */
	private String recorded() {
		int hidden = Math.max(0, this.events.size() - SHOWN_EVENTS);
		String shown = this.events.stream().skip(hidden).map(RecordedEvent::toString).collect(Collectors.joining(", "));
		return "; recorded [" + ((hidden > 0) ? hidden + " more, " : "") + shown + "]"
				+ ((this.subscription == null) ? ", not subscribed" : "");
	}

	@Override
	public String toString() {
		return locked(() -> getClass().getSimpleName() + recorded());
	}

	private <T> T locked(Supplier<T> action) {
		this.lock.lock();
		try {
			return action.get();
		}
		finally {
			this.lock.unlock();
		}
	}

}
