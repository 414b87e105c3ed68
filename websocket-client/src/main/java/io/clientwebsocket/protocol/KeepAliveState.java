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

package io.clientwebsocket.protocol;

import io.clientwebsocket.KeepAlive;

/**
 * Decides when to send a PING or PONG, and when the peer must be taken for dead. Times
 * are nanoseconds of one monotonic clock. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class KeepAliveState {

	/**
	 * What to do.
	 *
	 * @since 0.1.0
	 */
	public enum Action {

		/**
		 * Nothing yet: look again at {@link KeepAliveState#nextTime()}.
		 */
		NONE,

		/**
		 * Send a PONG that nobody asked for.
		 */
		SEND_PONG,

		/**
		 * Send a PING, and tell {@link KeepAliveState#pingQueued} its token.
		 */
		SEND_PING,

		/**
		 * End the connection: the peer did not answer a PING in time.
		 */
		FAIL

	}

	private final KeepAlive keepAlive;

	private final long interval;

	private final long timeout;

	/** Time of the next PING or PONG. */
	private long nextSend;

	/** Token of the PING that waits for its answer, 0 if none does. */
	private long outstanding;

	/** When the answer must be there, {@link Long#MAX_VALUE} until the PING is sent. */
	private long deadline;

	private boolean suspended;

	/**
	 * Create a new state.
	 * @param keepAlive the strategy
	 * @param now the time at which the connection opened
	 */
	public KeepAliveState(KeepAlive keepAlive, long now) {
		this.keepAlive = keepAlive;
		this.interval = keepAlive.interval().toNanos();
		this.timeout = keepAlive.timeout().toNanos();
		this.nextSend = now + this.interval;
	}

	/**
	 * Tell that bytes arrived: the interval of silence starts again. Sent bytes do not
	 * count, and data does not stand for the answer to a PING.
	 * @param now the time
	 */
	public void received(long now) {
		if (this.keepAlive.isPingPong()) {
			this.nextSend = now + this.interval;
		}
	}

	/**
	 * Decide.
	 * @param now the time
	 * @return what to do now
	 */
	public Action decide(long now) {
		if (this.keepAlive.isOff()) {
			return Action.NONE;
		}
		if (this.outstanding != 0) {
			boolean late = this.deadline != Long.MAX_VALUE && now - this.deadline >= 0;
			return (late && !this.suspended) ? Action.FAIL : Action.NONE;
		}
		if (now - this.nextSend < 0) {
			return Action.NONE;
		}
		this.nextSend = now + this.interval;
		return this.keepAlive.isPingPong() ? Action.SEND_PING : Action.SEND_PONG;
	}

	/**
	 * Tell that a PING waits to be sent. A write that stalls is not the peer's silence.
	 * @param token the PING's token, not 0
	 */
	public void pingQueued(long token) {
		this.outstanding = token;
		this.deadline = Long.MAX_VALUE;
	}

	/**
	 * Tell that a PING was taken by the transport: the time for its answer starts.
	 * @param token the PING's token
	 * @param now the time
	 */
	public void pingSent(long token, long now) {
		if (token == this.outstanding) {
			this.deadline = now + this.timeout;
		}
	}

	/**
	 * Tell that a PONG arrived. The answer to a later PING stands for all earlier ones
	 * (RFC 6455, 5.5.3).
	 * @param token the token that it carries
	 */
	public void pongReceived(long token) {
		if (token >= this.outstanding) {
			this.outstanding = 0;
		}
	}

	/**
	 * Tell that we stopped reading because the application does not take what arrived:
	 * the silence is ours.
	 */
	public void suspend() {
		this.suspended = true;
	}

	/**
	 * Tell that we read again: the peer gets the whole time for its answer.
	 * @param now the time
	 * @return whether reading had stopped
	 */
	public boolean resume(long now) {
		if (!this.suspended) {
			return false;
		}
		this.suspended = false;
		if (this.deadline != Long.MAX_VALUE) {
			this.deadline = now + this.timeout;
		}
		return true;
	}

	/**
	 * When to decide again, if nothing happens before.
	 * @return the time, {@link Long#MAX_VALUE} for never
	 */
	public long nextTime() {
		if (this.keepAlive.isOff() || (this.outstanding != 0 && this.suspended)) {
			return Long.MAX_VALUE;
		}
		return (this.outstanding != 0) ? this.deadline : this.nextSend;
	}

}
