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

import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The HTTP/2 connections of a {@link ScriptedServer}, in the order of their arrival. Each
 * of their streams is a connection with a script.
 */
final class Http2Sessions {

	private final Settings settings;

	private final Scripts scripts;

	private final Connections connections;

	private final String threadName;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition added = this.lock.newCondition();

	/** Guarded by the lock. */
	private final List<Http2Session> sessions = new ArrayList<>();

	Http2Sessions(Settings settings, Scripts scripts, Connections connections, String threadName) {
		this.settings = settings;
		this.scripts = scripts;
		this.connections = connections;
		this.threadName = threadName;
	}

	void add(Socket socket) {
		this.lock.lock();
		try {
			Http2Session session = new Http2Session(socket, this.settings, this::startStream,
					this.threadName + "-http2-" + (this.sessions.size() + 1));
			this.sessions.add(session);
			session.start();
			this.added.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void startStream(Function<ReceivedConnection, StreamWire> factory) {
		this.connections.add((number) -> {
			ReceivedConnection record = new ReceivedConnection(number);
			return new ConnectionRunner(factory.apply(record), record, this.scripts.get(number), this.settings,
					this.threadName + "-" + number);
		});
	}

	Http2Session await(int number, Wait wait) throws InterruptedException {
		this.lock.lock();
		try {
			long nanos = wait.remainingNanos();
			while (this.sessions.size() < number && nanos > 0) {
				nanos = this.added.awaitNanos(nanos);
			}
			if (this.sessions.size() < number) {
				throw wait.butWas(this.sessions.size() + " connections within " + wait.bound());
			}
			return this.sessions.get(number - 1);
		}
		finally {
			this.lock.unlock();
		}
	}

	List<Http2Session> all() {
		this.lock.lock();
		try {
			return List.copyOf(this.sessions);
		}
		finally {
			this.lock.unlock();
		}
	}

	void stop() {
		all().forEach(Http2Session::stop);
	}

	boolean join(Wait wait) throws InterruptedException {
		boolean ended = true;
		for (Http2Session session : all()) {
			ended &= session.join(wait);
		}
		return ended;
	}

}
