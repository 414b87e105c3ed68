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

package io.clientwebsocket.test.autoconfigure;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.test.ScriptedConnection;
import io.clientwebsocket.test.ServerScript;

/**
 * What the scripted server does on the connections of each client. A connection takes the
 * next script of its client, else the one for {@linkplain #always all connections}; if
 * there is neither, its request stays unanswered until there is. Thread-safe.
 *
 * @since 0.1.0
 */
public final class ServerScripts {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition added = this.lock.newCondition();

	/** The scripts of each client; guarded by the lock. */
	private final Map<String, Queue<ServerScript>> next = new TreeMap<>();

	/** The script for all connections of a client; guarded by the lock. */
	private final Map<String, ServerScript> always = new TreeMap<>();

	ServerScripts(Set<String> clients) {
		clients.forEach((client) -> this.next.put(client, new ArrayDeque<>()));
	}

	/**
	 * Add a script for one connection, behind those that were added before.
	 * @param client name of the client
	 * @param script the script, which has the request before it that was not answered yet
	 * @return these scripts
	 * @throws IllegalArgumentException if the client is not one of the test's annotation
	 */
	public ServerScripts next(String client, ServerScript script) {
		Objects.requireNonNull(script, "'script' must not be null");
		this.lock.lock();
		try {
			scripts(client).add(script);
			this.added.signalAll();
			return this;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Set the script for all connections for which no other is left.
	 * @param client name of the client
	 * @param script the script
	 * @return these scripts
	 * @throws IllegalArgumentException if the client is not one of the test's annotation
	 */
	public ServerScripts always(String client, ServerScript script) {
		Objects.requireNonNull(script, "'script' must not be null");
		this.lock.lock();
		try {
			scripts(client);
			this.always.put(client, script);
			this.added.signalAll();
			return this;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Forget all scripts that no connection has taken.
	 */
	public void clear() {
		this.lock.lock();
		try {
			this.next.values().forEach(Queue::clear);
			this.always.clear();
		}
		finally {
			this.lock.unlock();
		}
	}

	private Queue<ServerScript> scripts(String client) {
		Queue<ServerScript> scripts = this.next.get(client);
		if (scripts == null) {
			throw new IllegalArgumentException("'client' must be one of " + this.next.keySet()
					+ " (@AutoConfigureScriptedServer), but was '" + client + "'");
		}
		return scripts;
	}

	/** Serve a connection: its request says whose it is. */
	void run(ScriptedConnection connection) throws Exception {
		String target = connection.readRequest().received().request().target();
		take(target.substring(1)).run(connection);
	}

	private ServerScript take(String client) throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			ServerScript script = poll(client);
			while (script == null) {
				this.added.await();
				script = poll(client);
			}
			return script;
		}
		finally {
			this.lock.unlock();
		}
	}

	private @Nullable ServerScript poll(String client) {
		ServerScript script = scripts(client).poll();
		return (script != null) ? script : this.always.get(client);
	}

}
