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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.managed.Action.Timer;
import io.clientwebsocket.managed.DisconnectCause.Kind;

/**
 * All decisions of a connection that stays: an event and a time in, actions out. No
 * threads, no locks, no clock; for one thread at a time. What comes of attempts that are
 * over changes nothing.
 */
final class ConnectionMachine {

	private static final DisconnectCause RECONNECT = DisconnectCause.of(Kind.REQUESTED, "reconnect");

	private static final DisconnectCause PAUSE = DisconnectCause.of(Kind.REQUESTED, "pause");

	private static final DisconnectCause STOP = DisconnectCause.of(Kind.REQUESTED, "stop");

	private final Backoff backoff;

	private final RandomGenerator random;

	private final Retries retries;

	private ConnectionState state = ConnectionState.STOPPED;

	private boolean paused;

	private Instant since;

	private @Nullable Instant disconnectedSince;

	private int attempt;

	private @Nullable Instant nextAttempt;

	private @Nullable DisconnectCause lastCause;

	/** Number of the last attempt, or of the last wait for one. */
	private long lastId;

	/** The attempt or wait in CONNECTING and BACKING_OFF, the connection in OPEN. */
	private long current;

	private @Nullable URI uri;

	/** The attempt that should replace the open connection, 0 if there is none. */
	private long replacement;

	private @Nullable Outage outage;

	private List<Action> actions = new ArrayList<>();

	ConnectionMachine(Backoff backoff, RandomGenerator random, Instant now) {
		this.backoff = backoff;
		this.random = random;
		this.retries = new Retries(backoff, random);
		this.since = now;
	}

	ConnectionStatus status() {
		return new ConnectionStatus(this.state, this.paused, this.since, this.disconnectedSince, this.attempt,
				this.nextAttempt, this.lastCause);
	}

	/** The actions since the last call, to be done in this order. */
	List<Action> takeActions() {
		List<Action> taken = this.actions;
		this.actions = new ArrayList<>();
		return taken;
	}

	void start(Instant now) {
		if (this.paused) {
			resume(now);
		}
		else if (this.state == ConnectionState.STOPPED || this.state == ConnectionState.FAILED) {
			this.attempt = 0;
			this.lastCause = null;
			this.retries.forget();
			act(new Action.BeginRun());
			await(Backoff.upTo(this.backoff.startSpread(), this.random), now);
		}
	}

	void stop(CloseStatus status, @Nullable String reason, Instant now) {
		boolean running = this.paused
				|| (this.state != ConnectionState.STOPPED && this.state != ConnectionState.FAILED);
		leave(STOP, status, reason, now);
		this.outage = null;
		this.paused = false;
		if (running || this.state == ConnectionState.FAILED) {
			enter(ConnectionState.STOPPED, now);
		}
		if (running) {
			act(new Action.EndRun(null));
		}
	}

	void pause(Instant now) {
		if (this.state == ConnectionState.STOPPED || this.state == ConnectionState.FAILED) {
			return;
		}
		leave(PAUSE, CloseStatus.NORMAL_CLOSURE, null, now);
		this.paused = true;
		enter(ConnectionState.STOPPED, now);
	}

	void resume(Instant now) {
		if (this.paused) {
			this.paused = false;
			this.attempt = 0;
			this.retries.forget();
			connect(now);
		}
	}

	void reconnectNow(Instant now) {
		switch (this.state) {
			case OPEN -> {
				long adopted = this.replacement;
				this.replacement = 0;
				leave(RECONNECT, CloseStatus.NORMAL_CLOSURE, null, now);
				seek(adopted, now);
			}
			case BACKING_OFF -> {
				act(new Action.CancelTimer(Timer.RETRY));
				connect(now);
			}
			case STOPPED -> resume(now);
			case FAILED -> start(now);
			case CONNECTING -> {
				// that is what is being done
			}
		}
	}

	/** Make before break: the connection stays until the next one is open. */
	void reconnectGracefully(Instant now) {
		if (this.state != ConnectionState.OPEN) {
			reconnectNow(now);
		}
		else if (this.replacement == 0) {
			this.replacement = ++this.lastId;
			this.retries.forgetRefusal();
			act(new Action.Connect(this.replacement, new ConnectAttempt(1, null)));
		}
	}

	/** The wait for the next attempt is over. */
	void retryDue(long id, Instant now) {
		if (this.state == ConnectionState.BACKING_OFF && id == this.current) {
			connect(now);
		}
	}

	/** The wait for the next attempt has no timer: it would never be over. */
	void cannotWait(long id, DisconnectCause cause, Instant now) {
		if (this.state == ConnectionState.BACKING_OFF && id == this.current) {
			this.lastCause = cause;
			fail(cause, now);
		}
	}

	/** An attempt has succeeded. */
	void opened(long id, @Nullable URI uri, Instant now) {
		if (this.state == ConnectionState.CONNECTING && id == this.current) {
			activate(now);
		}
		else if (this.state == ConnectionState.OPEN && id == this.replacement) {
			replace(uri, now);
		}
		else {
			act(new Action.Abandon(id));
			return;
		}
		this.uri = uri;
		this.retries.forgetRefusal();
		act(new Action.SetTimer(Timer.STABLE, id, this.backoff.stableAfter()));
	}

	private void activate(Instant now) {
		Outage outage = this.outage;
		Gap gap = (outage != null) ? new Gap(outage.from(), now, this.attempt, outage.cause()) : null;
		this.outage = null;
		act(new Action.Activate(this.current));
		enter(ConnectionState.OPEN, now);
		if (gap != null) {
			act(new Action.Tell(gap));
		}
		act(new Action.Receive(this.current, gap));
	}

	private void replace(@Nullable URI uri, Instant now) {
		act(new Action.Replace(this.current, this.replacement));
		act(new Action.Tell(new ConnectionEvent.Replaced(now, uri)));
		this.current = this.replacement;
		this.replacement = 0;
		act(new Action.CancelTimer(Timer.STABLE));
	}

	/** The connection has proved stable. */
	void stable(long id) {
		if (this.state == ConnectionState.OPEN && id == this.current) {
			act(new Action.CancelTimer(Timer.STABLE));
			this.retries.forget();
		}
	}

	/** The first message of a connection has come. */
	void firstMessage(long id) {
		if (this.backoff.stableOnMessage()) {
			stable(id);
		}
	}

	/** An attempt has failed, or a connection has ended. */
	void ended(long id, Ended ended, Instant now) {
		if (this.state == ConnectionState.OPEN && id == this.replacement) {
			replacementFailed(this.retries.judge(ended), now);
		}
		else if (this.state == ConnectionState.CONNECTING && id == this.current) {
			Ended judged = this.retries.judge(ended);
			act(new Action.Tell(new ConnectionEvent.AttemptFailed(now, this.attempt, ended.uri(), ended.cause(),
					judged.decision())));
			this.lastCause = ended.cause();
			retry(judged, false, now);
		}
		else if (this.state == ConnectionState.OPEN && id == this.current) {
			lost(ended, now);
		}
	}

	private void replacementFailed(Ended ended, Instant now) {
		if (this.retries.isRefusedOnce(ended)) {
			this.replacement = ++this.lastId;
			act(new Action.Connect(this.replacement, new ConnectAttempt(2, ended.cause())));
			return;
		}
		this.replacement = 0;
		act(new Action.Tell(new ConnectionEvent.ReplacementFailed(now, ended.uri(), ended.cause())));
	}

	private void lost(Ended ended, Instant now) {
		long adopted = this.replacement;
		this.replacement = 0;
		disconnect(ended.cause(), ended.decision(), CloseStatus.NORMAL_CLOSURE, null, now);
		if (adopted != 0) {
			seek(adopted, now);
		}
		else {
			retry(ended, true, now);
		}
	}

	private void retry(Ended ended, boolean wasOpen, Instant now) {
		Duration delay = this.retries.next(ended, wasOpen);
		if (delay != null) {
			await(delay, now);
		}
		else {
			fail(ended.cause(), now);
		}
	}

	private void fail(DisconnectCause cause, Instant now) {
		this.outage = null;
		enter(ConnectionState.FAILED, now);
		act(new Action.EndRun(cause));
	}

	private void await(Duration delay, Instant now) {
		if (delay.isZero()) {
			connect(now);
			return;
		}
		this.current = ++this.lastId;
		this.nextAttempt = now.plus(delay);
		act(new Action.SetTimer(Timer.RETRY, this.current, delay));
		enter(ConnectionState.BACKING_OFF, now);
	}

	private void connect(Instant now) {
		this.current = ++this.lastId;
		this.attempt++;
		enter(ConnectionState.CONNECTING, now);
		act(new Action.Connect(this.current, new ConnectAttempt(this.attempt, this.lastCause)));
	}

	/** Look for a connection at once; an attempt that is under way serves as well. */
	private void seek(long adopted, Instant now) {
		if (adopted == 0) {
			connect(now);
			return;
		}
		this.current = adopted;
		this.attempt++;
		enter(ConnectionState.CONNECTING, now);
	}

	/** Give up what there is. */
	private void leave(DisconnectCause cause, CloseStatus status, @Nullable String reason, Instant now) {
		switch (this.state) {
			case CONNECTING -> act(new Action.Abandon(this.current));
			case BACKING_OFF -> act(new Action.CancelTimer(Timer.RETRY));
			case OPEN -> {
				if (this.replacement != 0) {
					act(new Action.Abandon(this.replacement));
					this.replacement = 0;
				}
				RetryDecision decision = cause.equals(RECONNECT) ? RetryDecision.RETRY_NOW : RetryDecision.STOP;
				disconnect(cause, decision, status, reason, now);
			}
			case STOPPED, FAILED -> {
				// there is nothing
			}
		}
	}

	private void disconnect(DisconnectCause cause, RetryDecision decision, CloseStatus status, @Nullable String reason,
			Instant now) {
		this.outage = new Outage(now, cause);
		this.lastCause = cause;
		this.attempt = 0;
		act(new Action.CancelTimer(Timer.STABLE));
		act(new Action.Retire(this.current, cause, status, reason));
		act(new Action.Tell(new ConnectionEvent.Disconnected(now, this.uri, cause, decision)));
		this.uri = null;
	}

	private void enter(ConnectionState next, Instant now) {
		ConnectionState from = this.state;
		this.state = next;
		this.since = now;
		if (next == ConnectionState.OPEN || next == ConnectionState.STOPPED) {
			this.disconnectedSince = null;
		}
		else if (this.disconnectedSince == null) {
			this.disconnectedSince = now;
		}
		if (next != ConnectionState.BACKING_OFF) {
			this.nextAttempt = null;
		}
		act(new Action.Tell(new ConnectionEvent.StateChanged(from, status())));
	}

	private void act(Action action) {
		this.actions.add(action);
	}

	/**
	 * How an attempt or a connection ended.
	 *
	 * @param uri where to, if that was known
	 * @param cause why
	 * @param decision what the classifier says
	 * @param otherServers how many other servers there are, 0 if all were tried in vain
	 * just now
	 */
	record Ended(@Nullable URI uri, DisconnectCause cause, RetryDecision decision, int otherServers) {

	}

	/** A time without a connection. */
	private record Outage(Instant from, DisconnectCause cause) {

	}

}
