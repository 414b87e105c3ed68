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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.managed.Action.Timer;
import io.clientwebsocket.managed.DisconnectCause.Kind;

/**
 * Gives events to the machine and does what it says, one event at a time, on the thread
 * that brings the first. The application is never called here.
 */
final class Supervisor {

	private static final DisconnectCause REPLACED = DisconnectCause.of(Kind.REQUESTED, "replaced");

	private static final Logger logger = LoggerFactory.getLogger(Supervisor.class);

	private final SerialLane mailbox = new SerialLane(Runnable::run);

	private final ManagedSettings settings;

	private final Threads threads;

	private final Counters counters;

	private final OutboundGate gate;

	private final Correlator correlator;

	private final Announcer announcer;

	private final Consumer<InboundChannel> onChannel;

	private final SafeClassifier classifier;

	/** Touched in the mailbox only, like all below. */
	private final ConnectionMachine machine;

	private final Timers timers;

	private @Nullable Run run;

	/**
	 * What comes in in this run, in the last one if it has ended, or in the first one.
	 */
	private volatile InboundChannel channel;

	/** Written in the mailbox. */
	private volatile @Nullable Connection live;

	/** Written in the mailbox. */
	private volatile @Nullable Run receiving;

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
		this.onChannel = onChannel;
		this.classifier = new SafeClassifier(settings.name(), settings.classifier(),
				new DefaultClassifier(threads::now));
		this.machine = new ConnectionMachine(settings.backoff(), settings.random(), threads.now());
		this.timers = new Timers(threads);
		this.announcer = new Announcer(settings.name(), this.machine.status(), world, threads);
		this.gate = new OutboundGate(settings.sendBuffer(),
				() -> Failures.notOpen(settings.name(), this.announcer.board().status()), threads, counters);
		this.correlator = new Correlator(settings.replies(), settings.replyTimeout(), settings.maxPendingReplies(),
				threads);
		this.channel = newChannel();
	}

	private InboundChannel newChannel() {
		InboundChannel channel = new InboundChannel(this.settings.inboundBuffer(), this.counters, this::onRoom);
		this.onChannel.accept(channel);
		return channel;
	}

	private void onRoom() {
		Run run = this.receiving;
		if (run != null) {
			run.onRoom();
		}
	}

	StatusBoard board() {
		return this.announcer.board();
	}

	OutboundGate gate() {
		return this.gate;
	}

	Correlator correlator() {
		return this.correlator;
	}

	InboundChannel channel() {
		return this.channel;
	}

	@Nullable Connection live() {
		return this.live;
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
		if (this.run != null) {
			this.run.released().whenComplete((nothing, failure) -> stopped.complete(null));
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
				release(run);
			}
		});
	}

	private void due(Action.SetTimer timer) {
		if (timer.timer() == Timer.RETRY) {
			this.machine.retryDue(timer.id(), this.threads.now());
		}
		else {
			this.machine.stable(timer.id());
		}
	}

	private void post(Runnable event) {
		this.mailbox.submit(() -> {
			event.run();
			perform();
		});
	}

	private void perform() {
		for (Action action : this.machine.takeActions()) {
			try {
				perform(action);
			}
			catch (RuntimeException ex) {
				logger.error("Connection '{}' cannot do {}", this.settings.name(), action, ex);
			}
		}
	}

	private void perform(Action action) {
		if (action instanceof Action.Tell tell) {
			this.announcer.tell(tell.event());
		}
		else if (action instanceof Action.SetTimer timer) {
			this.timers.set(timer, (due) -> post(() -> due(due)));
		}
		else if (action instanceof Action.CancelTimer timer) {
			this.timers.cancel(timer.timer());
		}
		else if (action instanceof Action.BeginRun) {
			beginRun();
		}
		else if (this.run != null) {
			perform(action, this.run);
		}
	}

	private void perform(Action action, Run run) {
		if (action instanceof Action.Connect connect) {
			connect(run, connect);
		}
		else if (action instanceof Action.Abandon abandon) {
			run.abandon(abandon.id());
		}
		else if (action instanceof Action.Activate activate) {
			activate(run, activate);
		}
		else if (action instanceof Action.Replace replace) {
			replace(run, replace);
		}
		else if (action instanceof Action.Retire retire) {
			retire(run, retire);
		}
		else if (action instanceof Action.EndRun end) {
			endRun(run, end.cause());
		}
	}

	private void beginRun() {
		this.threads.acquire();
		if (this.run != null) {
			this.channel = newChannel();
		}
		Run run = new Run(this, this.channel, this.correlator, this.counters, this.settings.noDataTimeout());
		this.run = run;
		this.receiving = run;
		this.gate.begin();
	}

	private void endRun(Run run, @Nullable DisconnectCause cause) {
		String name = this.settings.name();
		WebSocketException failure = (cause != null) ? Failures.ended(name, cause) : null;
		WebSocketException end = (failure != null) ? failure : Failures.notOpen(name, this.machine.status());
		this.gate.end(end);
		this.correlator.end(end);
		run.channel().end(failure);
		if (run.end()) {
			release(run);
		}
	}

	/** Nothing is left of a run: its threads may go. */
	private void release(Run run) {
		run.released().complete(null);
		this.threads.release();
	}

	private void connect(Run run, Action.Connect connect) {
		long id = connect.id();
		Attempt attempt = new Attempt(this.settings.attempts(), this.threads, connect.attempt(),
				new AttemptReports(this, run, id));
		run.attempts().put(id, attempt);
		attempt.begin();
	}

	void attemptOpened(Run run, long id, Attempt.Opened opened) {
		post(() -> opened(run, id, opened));
	}

	private void opened(Run run, long id, Attempt.Opened opened) {
		Connection connection = new Connection(id, opened, run, this.threads);
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
		RetryDecision decision = this.classifier.classify(cause);
		post(() -> {
			if (run.attempts().remove(id) != null) {
				this.counters.attemptsFailed.increment();
				ended(id, uri, cause, decision);
			}
			else {
				lateTold(run, id);
			}
		});
	}

	private void lateTold(Run run, long id) {
		if (run.lateTold(id)) {
			release(run);
		}
	}

	private void activate(Run run, Action.Activate activate) {
		Connection connection = run.connections().get(activate.id());
		if (connection == null) {
			return;
		}
		this.live = connection;
		run.receiveFrom(connection, activate.gap());
		this.gate.attach(connection.socket());
	}

	/** Messages go out on the new connection; the old one is read to its end first. */
	private void replace(Run run, Action.Replace replace) {
		Connection old = run.connections().remove(replace.oldId());
		Connection next = run.connections().get(replace.newId());
		if (old != null && next != null) {
			this.live = next;
			this.gate.attach(next.socket());
			this.counters.disconnects.increment();
			run.receiveFrom(next, null);
			run.track(old.drain());
		}
	}

	/** No reply comes on it any more. */
	void receivedToTheEnd(Run run, Connection connection) {
		post(() -> {
			this.correlator.disconnected(connection.socket(), Failures.ended(this.settings.name(), REPLACED));
			Gap cutOff = run.receivedToTheEnd(connection, this.threads.now());
			if (cutOff != null) {
				this.announcer.tell(cutOff);
			}
		});
	}

	private void retire(Run run, Action.Retire retire) {
		Connection connection = run.connections().remove(retire.id());
		if (connection == null) {
			return;
		}
		this.live = null;
		this.counters.disconnects.increment();
		run.track(connection.retire(retire.cause(), retire.status(), retire.reason()));
		WebSocketException failure = Failures.ended(this.settings.name(), retire.cause());
		this.gate.detach(connection.socket(), failure);
		this.correlator.disconnected(connection.socket(), failure);
	}

}
