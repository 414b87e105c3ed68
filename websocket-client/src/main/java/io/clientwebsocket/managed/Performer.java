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

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.WebSocketException;

/**
 * Does what the {@link ConnectionMachine} says, in the supervisor's mailbox. The
 * application is never called there.
 */
final class Performer {

	private static final Logger logger = LoggerFactory.getLogger(Performer.class);

	private final Supervisor supervisor;

	private final ManagedSettings settings;

	private final Threads threads;

	private final Counters counters;

	private final Consumer<InboundChannel> onChannel;

	private final OutboundGate gate;

	private final Correlator correlator;

	private final Announcer announcer;

	private final Timers timers;

	/** Touched in the mailbox only. */
	private @Nullable Run run;

	/**
	 * What comes in in this run, in the last one if it has ended, or in the first one.
	 */
	private volatile InboundChannel channel;

	/** Written in the mailbox. */
	private volatile @Nullable Connection live;

	/** Written in the mailbox. */
	private volatile @Nullable Run receiving;

	Performer(Supervisor supervisor, ManagedSettings settings, Threads threads, Counters counters, Announcer announcer,
			Consumer<InboundChannel> onChannel) {
		this.supervisor = supervisor;
		this.settings = settings;
		this.threads = threads;
		this.counters = counters;
		this.announcer = announcer;
		this.onChannel = onChannel;
		this.timers = new Timers(threads);
		this.gate = new OutboundGate(settings.sendBuffer(),
				() -> Failures.notOpen(settings.name(), announcer.board().status()), this::lost, threads, counters);
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

	/** A send has found that a socket has ended. */
	private void lost(ClientWebSocket socket) {
		Connection live = this.live;
		if (live != null && live.socket() == socket) {
			live.tellLost();
		}
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

	/** The run, which may have ended, {@code null} before the first one. */
	@Nullable Run run() {
		return this.run;
	}

	/** Whatever goes wrong with one action, the others are done. */
	void perform(Action action) {
		try {
			begin(action);
		}
		catch (RuntimeException ex) {
			logger.error("Connection '{}' cannot do {}", this.settings.name(), action, ex);
		}
	}

	private void begin(Action action) {
		if (action instanceof Action.Tell tell) {
			this.announcer.tell(tell.event());
		}
		else if (action instanceof Action.SetTimer timer) {
			setTimer(timer);
		}
		else if (action instanceof Action.CancelTimer timer) {
			this.timers.cancel(timer.timer());
		}
		else if (action instanceof Action.BeginRun) {
			beginRun();
		}
		else if (this.run != null) {
			begin(action, this.run);
		}
	}

	private void begin(Action action, Run run) {
		if (action instanceof Action.Connect connect) {
			connect(run, connect);
		}
		else if (action instanceof Action.Abandon abandon) {
			run.abandon(abandon.id());
		}
		else if (action instanceof Action.Activate activate) {
			activate(run, activate);
		}
		else if (action instanceof Action.Receive receive) {
			receive(run, receive);
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

	private void setTimer(Action.SetTimer timer) {
		if (!this.timers.set(timer, this.supervisor::due)) {
			this.supervisor.cannotWait(timer);
		}
	}

	private void beginRun() {
		this.threads.acquire();
		if (this.run != null) {
			this.channel = newChannel();
		}
		Run run = new Run(this.supervisor, this.channel, this.correlator, this.counters, this.settings.noDataTimeout());
		this.run = run;
		this.receiving = run;
		this.gate.begin();
	}

	private void endRun(Run run, @Nullable DisconnectCause cause) {
		String name = this.settings.name();
		WebSocketException failure = (cause != null) ? Failures.ended(name, cause) : null;
		WebSocketException end = (failure != null) ? failure : Failures.notOpen(name, this.announcer.board().status());
		this.gate.end(end);
		this.correlator.end(end);
		run.channel().end(failure);
		if (run.end()) {
			release(run);
		}
	}

	/** Nothing is left of a run: its threads may go. */
	void release(Run run) {
		run.released().complete(null);
		this.threads.release();
	}

	private void connect(Run run, Action.Connect connect) {
		long id = connect.id();
		Attempt attempt = new Attempt(this.settings.attempts(), this.threads, connect.attempt(),
				new AttemptReports(this.supervisor, run, id));
		run.attempts().put(id, attempt);
		attempt.begin();
	}

	private void activate(Run run, Action.Activate activate) {
		Connection connection = run.connections().get(activate.id());
		if (connection != null) {
			this.live = connection;
			this.gate.attach(connection.socket());
		}
	}

	private static void receive(Run run, Action.Receive receive) {
		Connection connection = run.connections().get(receive.id());
		if (connection != null) {
			run.receiveFrom(connection, receive.gap());
		}
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

	private void retire(Run run, Action.Retire retire) {
		Connection connection = run.connections().remove(retire.id());
		if (connection == null) {
			return;
		}
		this.live = null;
		this.counters.disconnects.increment();
		WebSocketException failure = Failures.ended(this.settings.name(), retire.cause());
		this.gate.detach(connection.socket(), failure);
		this.correlator.disconnected(connection.socket(), failure);
		run.track(connection.retire(retire.cause(), retire.status(), retire.reason()));
	}

}
