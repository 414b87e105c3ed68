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

package io.clientwebsocket.jetty;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SSLEngineResult;

import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

import io.clientwebsocket.transport.Transport;
import io.clientwebsocket.transport.TransportListener;

/**
 * The end point of a connection that was upgraded, as a byte pipe. The end point is read
 * by whoever wants to receive; Jetty tells when it is ready.
 */
class JettyTransport extends AbstractConnection implements Connection.UpgradeTo, Transport {

	private final EndPoint endPoint;

	/** What encrypts, {@code null} of a plain connection. */
	private final @Nullable SslConnection ssl;

	private final Callback readable = new ReadCallback();

	private final Callback encryptedReadable = new EncryptedReadCallback();

	private final Callback written = new WriteCallback();

	/** Whether a request for readiness is open at the end point. */
	private final AtomicBoolean interested = new AtomicBoolean();

	private final AtomicReference<Writing> writing = new AtomicReference<>(Writing.ENDED);

	private volatile @Nullable Throwable writeFailure;

	/** What came behind the handshake response; touched by the one thread that reads. */
	private @Nullable ByteBuffer leftover;

	private @Nullable TransportListener listener;

	private volatile @Nullable Throwable readFailure;

	JettyTransport(EndPoint endPoint, Executor executor) {
		super(endPoint, executor);
		this.endPoint = endPoint;
		this.ssl = (endPoint instanceof SslConnection.SslEndPoint secure) ? secure.getSslConnection() : null;
	}

	@Override
	public void onUpgradeTo(ByteBuffer buffer) {
		this.leftover = buffer;
	}

	@Override
	public void start(TransportListener listener) {
		this.listener = listener;
		// the keep-alive decides what silence means
		this.endPoint.setIdleTimeout(0);
	}

	@Override
	public int read(ByteBuffer buffer) throws IOException {
		Throwable failure = this.readFailure;
		if (failure != null) {
			throw new IOException("Jetty's end point failed", failure);
		}
		ByteBuffer early = this.leftover;
		if (early != null) {
			return readEarly(early, buffer);
		}
		// Jetty fills behind the limit: an empty view of the room is what it wants
		ByteBuffer room = buffer.slice().limit(0);
		int count = this.endPoint.fill(room);
		if (count > 0) {
			buffer.position(buffer.position() + count);
		}
		return count;
	}

	private int readEarly(ByteBuffer early, ByteBuffer buffer) {
		int count = Math.min(early.remaining(), buffer.remaining());
		buffer.put(buffer.position(), early, early.position(), count).position(buffer.position() + count);
		early.position(early.position() + count);
		if (!early.hasRemaining()) {
			this.leftover = null;
		}
		return count;
	}

	@Override
	public void requestRead() {
		if (this.interested.compareAndSet(false, true)) {
			boolean registered = this.endPoint.tryFillInterested(this.readable);
			// an end point that was closed before does not tell
			if ((!registered || !this.endPoint.isOpen()) && this.interested.compareAndSet(true, false)) {
				getExecutor().execute(() -> listener().onReadable(true));
			}
			requestEncryptedRead();
		}
	}

	/**
	 * Jetty's TLS asks for readiness only behind a write that it begins by itself at this
	 * moment, which may be stalled for long: reading must not wait for writing.
	 */
	private void requestEncryptedRead() {
		SslConnection connection = this.ssl;
		if (connection != null
				&& connection.getSSLEngine().getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NOT_HANDSHAKING) {
			// does nothing if Jetty has asked
			connection.tryFillInterested(this.encryptedReadable);
		}
	}

	@Override
	public boolean write(ByteBuffer buffer) throws IOException {
		if (this.endPoint.flush(buffer)) {
			return true;
		}
		this.writing.set(Writing.BEGUN);
		this.endPoint.write(this.written, buffer);
		if (this.writing.compareAndSet(Writing.BEGUN, Writing.PENDING)) {
			return false;
		}
		Throwable failure = this.writeFailure;
		if (failure != null) {
			throw new IOException("Jetty's end point failed", failure);
		}
		return true;
	}

	/** Whether a write has begun that has not ended. */
	final boolean isWriting() {
		return this.writing.get() != Writing.ENDED;
	}

	/** The connection has failed in a way of which the end point does not tell. */
	final void failed(Throwable failure) {
		this.readFailure = failure;
		if (this.listener != null) {
			this.listener.onReadable(false);
		}
	}

	/** Why nothing can be read any more, {@code null} if it can. */
	final @Nullable Throwable failure() {
		return this.readFailure;
	}

	@Override
	public void abort() {
		this.endPoint.close();
	}

	@Override
	public void onFillable() {
		throw new IllegalStateException("expected readiness to be told to the read callback");
	}

	@Override
	public boolean onIdleExpired(TimeoutException timeout) {
		return false;
	}

	private TransportListener listener() {
		if (this.listener == null) {
			throw new IllegalStateException("expected a listener, but the transport was not started");
		}
		return this.listener;
	}

	@Override
	public String toConnectionString() {
		return "WebSocket";
	}

	/**
	 * Runs on Jetty's selector thread, unless code of the application goes with it: then
	 * Jetty sees to it that another thread selects.
	 */
	private final class ReadCallback implements Callback {

		private volatile boolean announcedBlocking;

		@Override
		public void succeeded() {
			boolean mayBlock = this.announcedBlocking;
			JettyTransport.this.interested.set(false);
			listener().onReadable(mayBlock);
		}

		@Override
		public void failed(Throwable failure) {
			JettyTransport.this.readFailure = failure;
			JettyTransport.this.interested.set(false);
			// told by whatever thread closed the end point
			listener().onReadable(false);
		}

		@Override
		public Invocable.InvocationType getInvocationType() {
			this.announcedBlocking = listener().wantsThread();
			return this.announcedBlocking ? Invocable.InvocationType.BLOCKING : Invocable.InvocationType.NON_BLOCKING;
		}

	}

	/** Runs on Jetty's selector thread: what is encrypted can be read. */
	private final class EncryptedReadCallback implements Callback {

		@Override
		public void succeeded() {
			Objects.requireNonNull(JettyTransport.this.ssl, "expected TLS, but was none").onFillable();
		}

		@Override
		public void failed(Throwable failure) {
			Objects.requireNonNull(JettyTransport.this.ssl, "expected TLS, but was none")
				.onFillInterestedFailed(failure);
		}

		@Override
		public Invocable.InvocationType getInvocationType() {
			return JettyTransport.this.readable.getInvocationType();
		}

	}

	/** Runs on Jetty's selector thread, or within the call that began the write. */
	private final class WriteCallback implements Callback {

		@Override
		public void succeeded() {
			if (!endedAtOnce()) {
				listener().onWritten();
			}
		}

		@Override
		public void failed(Throwable failure) {
			JettyTransport.this.writeFailure = failure;
			if (!endedAtOnce()) {
				listener().onWriteFailed(failure);
			}
		}

		private boolean endedAtOnce() {
			return JettyTransport.this.writing.getAndSet(Writing.ENDED) == Writing.BEGUN;
		}

		@Override
		public Invocable.InvocationType getInvocationType() {
			return Invocable.InvocationType.NON_BLOCKING;
		}

	}

	private enum Writing {

		/** The call that began the write has not returned. */
		BEGUN,

		/** The call has returned, and the end will be told. */
		PENDING,

		/** Nothing is being written. */
		ENDED

	}

}
