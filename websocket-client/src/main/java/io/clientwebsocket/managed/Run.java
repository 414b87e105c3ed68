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
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.managed.DisconnectCause.Kind;

/**
 * What lives from a start to the next stop: attempts, connections, what came in. The maps
 * and the numbers are touched in the supervisor's mailbox only.
 */
final class Run implements Connection.Sink {

	private static final DisconnectCause ABANDONED = DisconnectCause.of(Kind.REQUESTED, "abandoned");

	private final Map<Long, Attempt> attempts = new HashMap<>();

	private final Map<Long, Connection> connections = new HashMap<>();

	/** Attempts that have failed, and of which it is not decided what comes of that. */
	private final Set<Long> failed = new HashSet<>();

	/** Attempts that were given up when they had just ended. */
	private final Set<Long> late = new HashSet<>();

	private final CompletableFuture<@Nullable Void> released = new CompletableFuture<>();

	private final Supervisor supervisor;

	private final InboundChannel channel;

	private final Correlator correlator;

	private final Counters counters;

	/** Those that are received from, one after the other: what is old comes first. */
	private final Deque<Source> line = new ArrayDeque<>();

	private final @Nullable Duration noDataTimeout;

	/** The first in the line. */
	private volatile @Nullable Connection source;

	private int closing;

	private boolean ended;

	private boolean over;

	Run(Supervisor supervisor, InboundChannel channel, Correlator correlator, Counters counters,
			@Nullable Duration noDataTimeout) {
		this.supervisor = supervisor;
		this.channel = channel;
		this.correlator = correlator;
		this.counters = counters;
		this.noDataTimeout = noDataTimeout;
	}

	Map<Long, Attempt> attempts() {
		return this.attempts;
	}

	Map<Long, Connection> connections() {
		return this.connections;
	}

	InboundChannel channel() {
		return this.channel;
	}

	/** Completes when nothing of the run is left. */
	CompletableFuture<@Nullable Void> released() {
		return this.released;
	}

	/**
	 * Receive from a connection, when those before it were received to their ends.
	 * @param gap what stands before its first message, if anything
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // it only calls back
	void receiveFrom(Connection connection, @Nullable Gap gap) {
		this.line.add(new Source(connection, gap));
		if (this.line.size() == 1) {
			receive();
		}
		connection.ended().whenComplete((nothing, failure) -> this.supervisor.receivedToTheEnd(this, connection));
	}

	/**
	 * Nothing more comes in on a connection: it is the next one's turn.
	 * @param now the time
	 * @return what is missing between the two although one replaced the other, or
	 * {@code null}
	 */
	@Nullable Gap receivedToTheEnd(Connection connection, Instant now) {
		boolean first = connection == this.source;
		this.line.removeIf((source) -> source.connection() == connection);
		Source next = this.line.peek();
		Gap cutOff = (first && next != null && next.gap() == null) ? connection.cutOff(now) : null;
		if (cutOff != null) {
			this.channel.gap(cutOff, next.connection());
		}
		if (first) {
			receive();
		}
		return cutOff;
	}

	private void receive() {
		Source first = this.line.peek();
		this.source = (first != null) ? first.connection() : null;
		if (first != null) {
			if (first.gap() != null) {
				this.channel.gap(first.gap(), first.connection());
			}
			first.connection().receive(this.noDataTimeout);
		}
	}

	@Override
	public int room() {
		return this.channel.room();
	}

	/** There is room again. */
	void onRoom() {
		Connection source = this.source;
		if (source != null) {
			source.look();
		}
	}

	@Override
	public boolean messages(Connection connection, List<WebSocketMessage> messages, boolean first) {
		this.counters.received.add(messages.size());
		if (first) {
			this.supervisor.firstMessage(connection);
		}
		return this.correlator.isUsed() ? offerWithoutReplies(connection, messages) : offer(connection, messages);
	}

	/** Replies go to those who have asked, behind what came before. */
	private boolean offerWithoutReplies(Connection connection, List<WebSocketMessage> messages) {
		boolean taken = true;
		List<WebSocketMessage> unasked = new ArrayList<>(messages.size());
		for (WebSocketMessage message : messages) {
			Runnable reply = connection.isStopped() ? null : this.correlator.reply(message);
			if (reply == null) {
				unasked.add(message);
				continue;
			}
			taken &= offer(connection, unasked);
			unasked.clear();
			this.counters.replies.increment();
			reply.run();
		}
		return offer(connection, unasked) && taken;
	}

	private boolean offer(Connection connection, List<WebSocketMessage> messages) {
		if (messages.isEmpty()) {
			return true;
		}
		if (connection.isStopped()) {
			// perhaps since the application was asked whether one is a reply
			this.counters.dropped.add(messages.size());
			return true;
		}
		return this.channel.offer(messages, connection);
	}

	@Override
	public void ended(Connection connection, DisconnectCause cause) {
		this.supervisor.connectionEnded(this, connection, cause);
	}

	/**
	 * An attempt has failed: nothing of it is left.
	 * @return whether somebody waits for it
	 */
	boolean attemptFailed(long id) {
		return this.attempts.remove(id) != null && this.failed.add(id);
	}

	/**
	 * It is decided what comes of an attempt that has failed.
	 * @return whether somebody still waits for that
	 */
	boolean isJudged(long id) {
		return this.failed.remove(id);
	}

	/** Give up an attempt, or the connection that it has opened. */
	void abandon(long id) {
		this.failed.remove(id);
		Attempt attempt = this.attempts.remove(id);
		if (attempt != null && !attempt.cancel()) {
			// it has just ended, and will tell
			this.late.add(id);
			this.closing++;
		}
		Connection connection = this.connections.remove(id);
		if (connection != null) {
			abandon(connection);
		}
	}

	/** Nobody wants it any more. */
	void abandon(Connection connection) {
		track(connection.retire(ABANDONED, CloseStatus.NORMAL_CLOSURE, null));
	}

	/** A socket is being closed: the run is not over before that is done. */
	@SuppressWarnings("FutureReturnValueIgnored") // it only calls back
	void track(CompletableFuture<@Nullable Void> close) {
		if (close.isDone()) {
			return;
		}
		this.closing++;
		close.whenComplete((nothing, failure) -> this.supervisor.closed(this));
	}

	/**
	 * A socket has been closed.
	 * @return whether nothing is left of the run
	 */
	boolean closed() {
		this.closing--;
		return isOver();
	}

	/**
	 * The run has ended.
	 * @return whether nothing is left of it
	 */
	boolean end() {
		this.ended = true;
		return isOver();
	}

	/**
	 * An attempt that could not be given up has told how it ended.
	 * @return whether nothing is left of the run
	 */
	boolean lateTold(long id) {
		return this.late.remove(id) && closed();
	}

	/** True once. */
	private boolean isOver() {
		boolean first = this.ended && this.closing == 0 && !this.over;
		this.over |= first;
		return first;
	}

	/**
	 * A connection that is received from.
	 *
	 * @param connection the connection
	 * @param gap what stands before its first message, if anything
	 */
	private record Source(Connection connection, @Nullable Gap gap) {

	}

}
