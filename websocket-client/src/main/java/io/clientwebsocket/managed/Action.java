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

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.CloseStatus;

/**
 * What the {@link ConnectionMachine} wants to be done. A connection has the number of the
 * attempt that opened it.
 */
sealed interface Action {

	/** A run begins: threads are needed. */
	record BeginRun() implements Action {

	}

	/**
	 * The run has ended: nobody gets anything any more. Threads go when the sockets have.
	 *
	 * @param cause why it failed, {@code null} if it was stopped
	 */
	record EndRun(@Nullable DisconnectCause cause) implements Action {

	}

	/**
	 * Begin an attempt.
	 *
	 * @param id its number
	 * @param attempt what suppliers are told
	 */
	record Connect(long id, ConnectAttempt attempt) implements Action {

	}

	/**
	 * Give up an attempt, or what it has opened: nobody knows it any more.
	 *
	 * @param id its number
	 */
	record Abandon(long id) implements Action {

	}

	/**
	 * A connection is the one: let messages flow out.
	 *
	 * @param id its number
	 */
	record Activate(long id) implements Action {

	}

	/**
	 * Let messages flow in, after the gap. Who gets one sees that the connection is open.
	 *
	 * @param id number of the connection
	 * @param gap what was before it, {@code null} if nothing was
	 */
	record Receive(long id, @Nullable Gap gap) implements Action {

	}

	/**
	 * A connection takes over from another one, which is read to its end first.
	 *
	 * @param oldId number of the one before
	 * @param newId number of the one that takes over
	 */
	record Replace(long oldId, long newId) implements Action {

	}

	/**
	 * A connection is no longer the one.
	 *
	 * @param id its number
	 * @param cause why
	 * @param status status to close it with, if it was not the peer's or its own end
	 * @param reason reason to close it with, or {@code null}
	 */
	record Retire(long id, DisconnectCause cause, CloseStatus status, @Nullable String reason) implements Action {

	}

	/**
	 * Tell when a time is up.
	 *
	 * @param timer what is waited for
	 * @param id number of the wait or of the connection
	 * @param delay the time
	 */
	record SetTimer(Timer timer, long id, Duration delay) implements Action {

	}

	/**
	 * Do not tell.
	 *
	 * @param timer what was waited for
	 */
	record CancelTimer(Timer timer) implements Action {

	}

	/**
	 * Tell the world.
	 *
	 * @param event what has happened
	 */
	record Tell(ConnectionEvent event) implements Action {

	}

	/**
	 * What is waited for.
	 */
	enum Timer {

		/** The next attempt. */
		RETRY,

		/** That a connection has proved stable. */
		STABLE

	}

}
