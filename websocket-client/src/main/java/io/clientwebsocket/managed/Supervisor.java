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

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.managed.Action.Timer;
import io.clientwebsocket.managed.DisconnectCause.Kind;

/**
 * Gives events to the machine and has done what it says, one event at a time, on the
 * thread that brings the first. The application is never called in this mailbox.
 */
final class Supervisor {

	private static final DisconnectCause NO_TIMER = DisconnectCause.of(Kind.NO_TIMER, Threads.NO_TIMER);

	private static final DisconnectCause REPLACED = DisconnectCause.of(Kind.REQUESTED, "replaced");

	private final SerialLane mailbox = SerialLane.onCallingThread();

	private final ManagedSettings settings;

	private final Threads threads;

	private final Counters counters;

	private final SafeClassifier classifier;

	/** Touched in the mailbox only, like what depends on it. */
	private final ConnectionMachine machine;

	private final Announcer announcer;

	private final Performer performer;

	/**
	 * Create a new supervisor.
	 * @param world told of all events
	 * @param onChannel told of each new channel
	 */
	Supervisor(ManagedSettings settings, Threads threads, Counters counters, Consumer<ConnectionEvent> world,
			Consumer<InboundChannel> onChannel) {
		this.settings = settings;
		this.threads = threads;
		this.counters = counters;
		this.classifier = new SafeClassifier(settings.name(), settings.classifier(),
				new DefaultClassifier(threads::now));
		this.machine = new ConnectionMachine(settings.backoff(), settings.random(), threads.now());
		this.announcer = new Announcer(settings.name(), this.machine.status(), world, threads);
		this.performer = new Performer(this, settings, threads, counters, this.announcer, onChannel);
	}

	StatusBoard board() {
		return this.announcer.board();
	}

	OutboundGate gate() {
		return this.performer.gate();
	}

	Correlator correlator() {
		return this.performer.correlator();
	}

	InboundChannel channel() {
		return this.performer.channel();
	}

	@Nullable Connection live() {
		return this.performer.live();
	}

	void start() {
		post(() -> this.machine.start(this.threads.now()));
	}

	/**
	 * Stop.
	 * @return completes in the mailbox: for those who wait, not for the application
	 */
	CompletableFuture<@Nullable Void> stop(CloseStatus status, @Nullable String reason) {
		CompletableFuture<@Nullable Void> stopped = new CompletableFuture<>();
		post(() -> {
			this.machine.stop(status, reason, this.threads.now());
			perform();
			follow(stopped);
		});
		return stopped;
	}

	@SuppressWarnings("FutureReturnValueIgnored") // it only carries over
	private void follow(CompletableFuture<@Nullable Void> stopped) {
		Run run = this.performer.run();
		if (run != null) {
			run.released().whenComplete((nothing, failure) -> stopped.complete(null));
			return;
		}
		stopped.complete(null);
	}

	/** Completes in the mailbox, when all that was asked for before has been begun. */
	CompletableFuture<@Nullable Void> settled() {
		CompletableFuture<@Nullable Void> settled = new CompletableFuture<>();
		post(() -> settled.complete(null));
		return settled;
	}

	void pause() {
		post(() -> this.machine.pause(this.threads.now()));
	}

	void resume() {
		post(() -> this.machine.resume(this.threads.now()));
	}

	void reconnectNow() {
		post(() -> this.machine.reconnectNow(this.threads.now()));
	}

	CompletableFuture<@Nullable Void> reconnectGracefully() {
		CompletableFuture<@Nullable Void> replaced = new CompletableFuture<>();
		post(() -> {
			this.announcer.awaitReplacement(replaced);
			this.machine.reconnectGracefully(this.threads.now());
			perform();
			if (this.machine.status().state() == ConnectionState.STOPPED) {
				this.announcer.notReplaced(Failures.notOpen(this.settings.name(), this.machine.status()));
			}
		});
		return replaced;
	}

	void firstMessage(Connection connection) {
		post(() -> this.machine.firstMessage(connection.id()));
	}

	/** A connection has ended by itself. */
	void connectionEnded(Run run, Connection connection, DisconnectCause cause) {
		RetryDecision decision = this.classifier.classify(cause);
		post(() -> {
			if (run.connections().get(connection.id()) == connection) {
				ended(connection.id(), connection.uri(), cause, decision);
			}
		});
	}

	private void ended(long id, @Nullable URI uri, DisconnectCause cause, RetryDecision decision) {
		int others = this.settings.attempts().endpoints().failed(uri, decision.atLeast(), this.threads.nanoTime());
		this.machine.ended(id, new ConnectionMachine.Ended(uri, cause, decision, others), this.threads.now());
	}

	void closed(Run run) {
		post(() -> {
			if (run.closed()) {
				this.performer.release(run);
			}
		});
	}

	/** The time of a timer is up. */
	void due(Action.SetTimer timer) {
		post(() -> {
			if (timer.timer() == Timer.RETRY) {
				this.machine.retryDue(timer.id(), this.threads.now());
			}
			else {
				this.machine.stable(timer.id());
			}
		});
	}

	/** There is no timer. What need not prove stable needs none. */
	void cannotWait(Action.SetTimer timer) {
		if (timer.timer() == Timer.RETRY) {
			post(() -> this.machine.cannotWait(timer.id(), NO_TIMER, this.threads.now()));
		}
	}

	private void post(Runnable event) {
		this.mailbox.submit(() -> {
			event.run();
			perform();
		});
	}

	private void perform() {
		this.machine.takeActions().forEach(this.performer::perform);
	}

	void attemptOpened(Run run, long id, Attempt.Opened opened) {
		post(() -> opened(run, id, opened));
	}

	private void opened(Run run, long id, Attempt.Opened opened) {
		Connection connection = new Connection(id, opened, run, this.threads, this.counters.traffic);
		if (run.attempts().remove(id) == null) {
			run.abandon(connection);
			lateTold(run, id);
			return;
		}
		run.connections().put(id, connection);
		this.counters.opened.increment();
		this.machine.opened(id, opened.uri(), this.threads.now());
	}

	void attemptFailed(Run run, long id, @Nullable URI uri, DisconnectCause cause) {
		// over before the application is asked, which may stop the connection and wait
		post(() -> {
			if (run.attemptFailed(id)) {
				this.counters.attemptsFailed.increment();
			}
			else {
				lateTold(run, id);
			}
		});
		RetryDecision decision = this.classifier.classify(cause);
		post(() -> {
			if (run.isJudged(id)) {
				ended(id, uri, cause, decision);
			}
		});
	}

	private void lateTold(Run run, long id) {
		if (run.lateTold(id)) {
			this.performer.release(run);
		}
	}

	/** No reply comes on it any more. */
	void receivedToTheEnd(Run run, Connection connection) {
		post(() -> {
			correlator().disconnected(connection.socket(), Failures.ended(this.settings.name(), REPLACED));
			Gap cutOff = run.receivedToTheEnd(connection, this.threads.now());
			if (cutOff != null) {
				this.announcer.tell(cutOff);
			}
		});
	}

}
