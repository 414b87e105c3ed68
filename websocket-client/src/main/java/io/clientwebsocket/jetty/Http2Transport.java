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

import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;

/**
 * A stream of an HTTP/2 connection as a byte pipe (RFC 8441). The request that opened it
 * lasts as long as the socket: it holds the stream's place on the connection, and gives
 * it back without a RST_STREAM when both ends have ended the stream.
 */
final class Http2Transport extends JettyTransport {

	private final EndPoint endPoint;

	private final Request request;

	private final AtomicBoolean released = new AtomicBoolean();

	/** What Jetty takes for the content of the response: only its end is read. */
	private volatile Content.@Nullable Source content;

	private volatile boolean peerEnded;

	Http2Transport(EndPoint endPoint, Executor executor, Request request) {
		super(endPoint, executor);
		this.endPoint = endPoint;
		this.request = request;
	}

	void content(Content.Source content) {
		this.content = content;
	}

	@Override
	public int read(ByteBuffer buffer) throws IOException {
		int count = super.read(buffer);
		this.peerEnded |= count < 0;
		return count;
	}

	@Override
	public void endOutput() {
		this.endPoint.shutdownOutput();
	}

	@Override
	public void close() {
		if (this.released.compareAndSet(false, true)) {
			super.close();
			endRequest();
		}
	}

	/** RFC 8441 takes RST_STREAM for what a reset is to TCP. */
	@Override
	public void abort() {
		if (this.released.compareAndSet(false, true)) {
			super.abort();
			abortRequest();
		}
	}

	private void endRequest() {
		Content.Source source = this.content;
		if (!this.peerEnded || source == null) {
			abortRequest();
			return;
		}
		Content.Chunk chunk = source.read();
		if (chunk != null) {
			chunk.release();
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored") // there may be nothing left to abort
	private void abortRequest() {
		this.request.abort(new ClosedChannelException());
	}

}
