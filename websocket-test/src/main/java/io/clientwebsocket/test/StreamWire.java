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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * A stream of an HTTP/2 connection as what a script talks through.
 */
final class StreamWire extends Wire {

	/** RFC 9113, 7. */
	private static final int CANCEL = 8;

	private final Http2Session session;

	private final int id;

	private final ReceivedRequest request;

	// The fields below are guarded by the lock of the session

	private final Deque<byte[]> received = new ArrayDeque<>();

	private ConnectionEnd receivedEnd = ConnectionEnd.NONE;

	private String receivedEndDetail = "";

	/** What the client takes on this stream. */
	private long window;

	private boolean sentEnd;

	StreamWire(Http2Session session, int id, ReceivedRequest request, long window, ReceivedConnection record) {
		super(record);
		this.session = session;
		this.id = id;
		this.request = request;
		this.window = window;
	}

	int id() {
		return this.id;
	}

	Http2Session session() {
		return this.session;
	}

	@Override
	void open(Settings settings) {
		// the connection is
	}

	@Override
	void lingerWithoutTls(Duration timeout) {
		throw new IllegalStateException("expected the connection to be open");
	}

	@Override
	ReceivedRequest readRequest(Wait wait) {
		return this.request;
	}

	@Override
	void respond(HandshakeAnswer answer, Duration deadline) {
		headers(answer.status(), answer.fields(), false);
		write(answer.followingBytes(), deadline);
	}

	@Override
	void respond(String response, Duration deadline) {
		throw new IllegalStateException("a response is no text in HTTP/2: answer with a status");
	}

	@Override
	void respond(int status, Map<String, String> headers, String body, Duration deadline) {
		headers(String.valueOf(status), List.copyOf(headers.entrySet()), false);
		write(body.getBytes(StandardCharsets.UTF_8), deadline);
		endOutput(true);
	}

	void headers(String status, List<Map.Entry<String, String>> fields, boolean last) {
		checkUsable();
		this.session.write(Http2Frame.headers(this.id, Http2Headers.encode(status, fields), last));
	}

	@Override
	int fill(byte[] target, Wait wait) {
		int count = this.session.locked(() -> {
			while (this.received.isEmpty() && this.receivedEnd == ConnectionEnd.NONE) {
				awaitChange(wait);
			}
			return this.received.isEmpty() ? -1 : take(target);
		});
		if (count == -1) {
			return ended(this.receivedEnd, this.receivedEndDetail);
		}
		this.session.consumed(this.id, count);
		return count;
	}

	private void awaitChange(Wait wait) {
		checkUsable();
		try {
			if (!this.session.awaitChange(wait)) {
				throw wait.expired();
			}
		}
		catch (InterruptedException ex) {
			throw interrupted(ex);
		}
		checkUsable();
	}

	private int take(byte[] target) {
		byte[] first = this.received.removeFirst();
		int count = Math.min(first.length, target.length);
		System.arraycopy(first, 0, target, 0, count);
		if (count < first.length) {
			this.received.addFirst(Arrays.copyOfRange(first, count, first.length));
		}
		return count;
	}

	@Override
	void send(byte[] bytes, int offset, int length, Duration deadline) {
		Wait wait = Wait.start("the client to take " + length + " bytes", deadline);
		for (int sent = 0; sent < length;) {
			int count = reserve(Math.min(length - sent, Http2Frame.MAX_PAYLOAD), wait);
			if (count == 0) {
				return;
			}
			byte[] part = Arrays.copyOfRange(bytes, offset + sent, offset + sent + count);
			this.session.write(Http2Frame.data(this.id, part, false));
			sent += count;
		}
	}

	/**
	 * Wait until the client takes something.
	 * @param wanted how much it should take
	 * @param wait until when
	 * @return how much it takes, 0 if it is gone
	 */
	int reserve(int wanted, Wait wait) {
		return this.session.locked(() -> {
			while (this.receivedEnd != ConnectionEnd.RESET && this.session.windowFor(this.window) <= 0) {
				awaitChange(wait);
			}
			if (this.receivedEnd == ConnectionEnd.RESET) {
				return 0;
			}
			int count = (int) Math.min(wanted, this.session.windowFor(this.window));
			this.window -= count;
			this.session.use(count);
			return count;
		});
	}

	@Override
	void sendEnd(boolean closeNotify) {
		if (endStream()) {
			this.record.sent("END_STREAM");
			this.session.write(Http2Frame.data(this.id, new byte[0], true));
		}
	}

	/** Whether the server's direction has not been ended before. */
	boolean endStream() {
		return this.session.locked(() -> {
			boolean first = !this.sentEnd;
			this.sentEnd = true;
			return first;
		});
	}

	@Override
	void sendReset() {
		sendReset(CANCEL);
	}

	void sendReset(int code) {
		this.record.sent("RST_STREAM " + code);
		endStream();
		this.session.write(Http2Frame.reset(this.id, code));
	}

	@Override
	void release() {
		boolean ended = this.session.locked(() -> {
			this.session.changed();
			return isStopped() || (this.sentEnd && this.receivedEnd != ConnectionEnd.NONE)
					|| this.receivedEnd == ConnectionEnd.RESET;
		});
		if (!ended) {
			this.session.write(Http2Frame.reset(this.id, CANCEL));
		}
		this.session.released(this.id);
	}

	// What the connection receives for this stream, with its lock

	void receivedData(byte[] bytes, boolean last) {
		if (bytes.length > 0) {
			this.received.add(bytes);
		}
		if (last) {
			receivedEnd(ConnectionEnd.FIN, " of the stream");
		}
	}

	void receivedEnd(ConnectionEnd end, String detail) {
		if (this.receivedEnd != ConnectionEnd.RESET) {
			this.receivedEnd = end;
			this.receivedEndDetail = detail;
		}
	}

	void receivedWindow(long increment) {
		this.window += increment;
	}

}
