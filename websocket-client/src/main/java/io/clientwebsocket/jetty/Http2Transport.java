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
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * A stream of an HTTP/2 connection as a byte pipe (RFC 8441). The request that opened it
 * lasts as long as the socket: it holds the stream's place on the connection, and gives
 * it back without a RST_STREAM when both ends have ended the stream.
 */
final class Http2Transport extends JettyTransport {

	private final EndPoint endPoint;

	/** Read without the end point, which forgets what has come before a reset. */
	private final Stream stream;

	private final Request request;

	/** What was taken from the stream and not read yet. */
	private final AtomicReference<Stream.@Nullable Data> data = new AtomicReference<>();

	private final AtomicBoolean released = new AtomicBoolean();

	/** What Jetty takes for the content of the response: only its end is read, once. */
	private final AtomicReference<Content.@Nullable Source> content = new AtomicReference<>();

	private volatile boolean peerEnded;

	/** Whether the stream has ended and was not reset. */
	private volatile boolean ended;

	Http2Transport(EndPoint endPoint, Executor executor, Request request) {
		super(endPoint, executor);
		this.endPoint = endPoint;
		this.stream = (Stream) endPoint.getTransport();
		this.request = request;
	}

	/** Jetty gives it away when the socket is open, which may have ended since. */
	void content(Content.Source content) {
		this.content.set(content);
		if (this.ended) {
			readContentEnd();
		}
	}

	@Override
	public int read(ByteBuffer buffer) throws IOException {
		// asked first: what has come before the failure is there then
		Throwable failure = failure();
		int start = buffer.position();
		while (buffer.hasRemaining() && readData(buffer)) {
			// as many DATA frames as there is room for
		}
		if (buffer.position() > start) {
			return buffer.position() - start;
		}
		if (!this.peerEnded && failure != null) {
			throw new IOException("The stream has failed", failure);
		}
		return this.peerEnded ? -1 : 0;
	}

	private boolean readData(ByteBuffer buffer) {
		Stream.Data current = this.data.getAndSet(null);
		if (current == null && !this.peerEnded) {
			current = this.stream.readData();
		}
		if (current == null) {
			return false;
		}
		ByteBuffer source = current.frame().getByteBuffer();
		int count = Math.min(source.remaining(), buffer.remaining());
		buffer.put(buffer.position(), source, source.position(), count).position(buffer.position() + count);
		source.position(source.position() + count);
		if (source.hasRemaining()) {
			this.data.set(current);
			releaseDataOfTheReleased();
		}
		else {
			this.peerEnded = current.frame().isEndStream();
			current.release();
		}
		return true;
	}

	private void releaseDataOfTheReleased() {
		if (this.released.get()) {
			Stream.Data unread = this.data.getAndSet(null);
			if (unread != null) {
				unread.release();
			}
		}
	}

	@Override
	public boolean write(ByteBuffer buffer) throws IOException {
		try {
			return super.write(buffer);
		}
		catch (RuntimeException ex) {
			// what failed an earlier write need not be an IOException
			throw new IOException("The stream has failed", ex);
		}
	}

	/** The end point was closed: by us, or because the stream has failed. */
	@Override
	public void onClose(@Nullable Throwable cause) {
		super.onClose(cause);
		if (cause != null) {
			failed(cause);
		}
	}

	@Override
	public void endOutput() {
		this.endPoint.shutdownOutput();
	}

	@Override
	public void close() {
		if (this.released.compareAndSet(false, true)) {
			// sends END_STREAM first: a reset alone would take away what was sent before
			super.close();
			releaseDataOfTheReleased();
			endRequest();
		}
	}

	/**
	 * RFC 8441 takes RST_STREAM for what a reset is to TCP. It comes instead of
	 * END_STREAM, which would tell of an orderly end.
	 */
	@Override
	public void abort() {
		if (!this.released.get() && !this.peerEnded && !this.stream.isClosed()) {
			this.stream.reset(new ResetFrame(this.stream.getId(), ErrorCode.CANCEL_STREAM_ERROR.code), Callback.NOOP);
		}
		close();
	}

	/**
	 * A stream that both ends have ended is not reset: the peer would forget what it has
	 * not read yet. One whose last write waits for the peer is not ended.
	 */
	private void endRequest() {
		if (!this.peerEnded || isWriting()) {
			abortRequest();
			return;
		}
		// which END_STREAM no longer does when it is written behind the close
		((HTTP2Session) this.stream.getSession()).removeStream(this.stream);
		this.ended = true;
		readContentEnd();
	}

	private void readContentEnd() {
		Content.Source source = this.content.getAndSet(null);
		Content.Chunk chunk = (source != null) ? source.read() : null;
		if (chunk != null) {
			chunk.release();
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored") // there may be nothing left to abort
	private void abortRequest() {
		this.request.abort(new ClosedChannelException());
	}

}
