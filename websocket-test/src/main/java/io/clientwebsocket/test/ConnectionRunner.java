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

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * One connection of a {@link ScriptedServer}: runs its script on a thread of its own.
 */
final class ConnectionRunner {

	private final ServerScript script;

	private final Settings settings;

	private final ReceivedConnection record;

	private final Wire wire;

	private final ClientFrames frames;

	private final ScriptedConnection connection;

	private final Thread thread;

	private final CountDownLatch finished = new CountDownLatch(1);

	private final AtomicBoolean failureSeen = new AtomicBoolean();

	// Written by the thread of the connection before it opens the latch

	private volatile @Nullable AssertionError failure;

	private volatile boolean cutOff;

	ConnectionRunner(Wire wire, ReceivedConnection record, ServerScript script, Settings settings, String threadName) {
		this.wire = wire;
		this.record = record;
		this.script = script;
		this.settings = settings;
		this.frames = new ClientFrames(wire, record);
		this.connection = new ScriptedConnection(wire, record, this.frames, settings.deadline());
		this.thread = new Thread(this::run, threadName);
		this.thread.setDaemon(true);
	}

	void start() {
		this.thread.start();
	}

	/**
	 * Make the thread end. It may take a moment: see {@link #join}.
	 */
	void stop() {
		this.wire.stop();
		this.thread.interrupt();
	}

	boolean join(Wait wait) throws InterruptedException {
		this.thread.join(wait.remainingMillis());
		return !this.thread.isAlive();
	}

	ReceivedConnection record() {
		return this.record;
	}

	/**
	 * Wait until the script has ended.
	 * @param wait until when
	 * @throws AssertionError if it does not end in time
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	void awaitFinished(Wait wait) throws InterruptedException {
		if (!this.finished.await(wait.remainingNanos(), TimeUnit.NANOSECONDS)) {
			throw wait
				.butWas("still waiting for " + this.record.step() + " after " + wait.bound() + "\n" + this.record);
		}
	}

	/**
	 * The failure of the script, to be thrown.
	 * @return the failure, or {@code null} if there is none so far
	 */
	@Nullable AssertionError failure() {
		this.failureSeen.set(true);
		return this.failure;
	}

	/**
	 * The failure of the script if nobody has asked for it, and it was not cut off.
	 * @return the failure, or {@code null}
	 */
	@Nullable AssertionError unseenFailure() {
		return (!this.cutOff && !this.failureSeen.getAndSet(true)) ? this.failure : null;
	}

	private void run() {
		try {
			this.wire.open(this.settings);
			runScript();
		}
		catch (IOException ex) {
			this.cutOff = true;
			fail("expected a TLS handshake, but was " + ex.getMessage(), ex);
			this.finished.countDown();
			this.wire.lingerWithoutTls(this.settings.deadline());
		}
		finally {
			this.finished.countDown();
			this.wire.close();
		}
	}

	private void runScript() {
		try {
			this.script.run(this.connection);
			this.finished.countDown();
			linger();
		}
		catch (ScriptStoppedException ex) {
			this.record.note(ex.toString());
		}
		catch (Throwable ex) {
			scriptFailed(ex);
		}
	}

	private void scriptFailed(Throwable cause) {
		if (this.wire.isStopped()) {
			this.record.note("stopped: " + cause);
			return;
		}
		this.cutOff = cause instanceof CutOffError;
		fail((cause instanceof AssertionError) ? String.valueOf(cause.getMessage()) : cause.toString(), cause);
		this.wire.reset();
	}

	private void fail(String message, Throwable cause) {
		this.failure = new AssertionError(message + "\n" + this.record, cause);
	}

	/**
	 * End the connection so that nothing sent before is lost: closing a socket with
	 * unread bytes would reset it.
	 */
	private void linger() {
		if (this.wire.isClosed()) {
			return;
		}
		this.wire.endOutput(true);
		try {
			this.frames.readToEnd(this.settings.deadline());
		}
		catch (AssertionError ex) {
			this.record.note("after the script: " + ex.getMessage());
		}
	}

}
