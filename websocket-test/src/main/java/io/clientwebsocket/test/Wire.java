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
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * The bytes of one connection: bounded reads and writes, and every way to end it.
 * <p>
 * Belongs to the thread of its connection, apart from {@link #stop()}. A write to a
 * client that is gone does not fail, because it is a race whether it is noticed: reading
 * tells it.
 */
final class Wire {

	private static final int BLOCK_SIZE = 64 * 1024;

	private final Socket tcp;

	private final Watchdog watchdog;

	private final ReceivedConnection record;

	private final byte[] buffer = new byte[BLOCK_SIZE];

	private Socket socket;

	private int position;

	private int limit;

	private boolean outputEnded;

	private boolean closed;

	private boolean outputLost;

	private boolean broken;

	// Set by other threads

	private volatile boolean stopped;

	private volatile boolean writeExpired;

	Wire(Socket tcp, Watchdog watchdog, ReceivedConnection record) {
		this.tcp = tcp;
		this.socket = tcp;
		this.watchdog = watchdog;
		this.record = record;
	}

	/**
	 * Prepare the connection, with a TLS handshake if there is a context.
	 * @param settings settings of the server: context of TLS, and time for its handshake
	 * @throws IOException if the TLS handshake fails
	 */
	void open(Settings settings) throws IOException {
		this.tcp.setTcpNoDelay(true);
		SSLContext tls = settings.tls();
		if (tls != null) {
			this.tcp.setSoTimeout(Wait.start("a TLS handshake", settings.deadline()).remainingMillis());
			SSLSocket layered = (SSLSocket) tls.getSocketFactory().createSocket(this.tcp, null, false);
			this.socket = layered;
			layered.setUseClientMode(false);
			SSLParameters given = settings.tlsParameters();
			if (given != null) {
				layered.setSSLParameters(given);
			}
			SSLParameters parameters = layered.getSSLParameters();
			if (parameters.getApplicationProtocols().length == 0) {
				parameters.setApplicationProtocols(new String[] { "http/1.1" });
			}
			layered.setSSLParameters(parameters);
			layered.startHandshake();
			this.record.secured(layered.getSession());
		}
	}

	/**
	 * End a connection whose TLS handshake has failed so that the client gets the alert:
	 * closing a socket with unread bytes would reset it.
	 * @param timeout how long the client may take to end it
	 */
	void lingerWithoutTls(Duration timeout) {
		Wait wait = Wait.start("the end of the connection", timeout);
		try {
			this.tcp.shutdownOutput();
			InputStream in = this.tcp.getInputStream();
			do {
				this.tcp.setSoTimeout(wait.remainingMillis());
			}
			while (in.read(this.buffer) != -1);
		}
		catch (IOException | AssertionError ex) {
			this.record.note("after the TLS handshake: " + ex.getMessage());
		}
	}

	/**
	 * Read one byte.
	 * @param wait what is expected, and until when
	 * @return the byte, or -1 when the client has ended the connection
	 */
	int read(Wait wait) {
		if (this.position == this.limit && !fill(wait)) {
			return -1;
		}
		return this.buffer[this.position++] & 0xFF;
	}

	/**
	 * Read bytes until the target is full.
	 * @param target where the bytes go
	 * @param wait what is expected, and until when
	 * @return whether all bytes came before the client ended the connection
	 */
	boolean read(byte[] target, Wait wait) {
		int offset = 0;
		while (offset < target.length) {
			if (this.position == this.limit && !fill(wait)) {
				return false;
			}
			int count = Math.min(target.length - offset, this.limit - this.position);
			System.arraycopy(this.buffer, this.position, target, offset, count);
			this.position += count;
			offset += count;
		}
		return true;
	}

	/**
	 * Read bytes and forget them until the client ends the connection.
	 * @param wait until when
	 */
	void skip(Wait wait) {
		boolean more = true;
		while (more) {
			this.position = this.limit;
			more = fill(wait);
		}
	}

	private boolean fill(Wait wait) {
		checkUsable();
		if (this.record.end() != ConnectionEnd.NONE) {
			return false;
		}
		try {
			this.socket.setSoTimeout(wait.remainingMillis());
			InputStream in = this.socket.getInputStream();
			int count = in.read(this.buffer, 0, this.buffer.length);
			this.position = 0;
			this.limit = Math.max(0, count);
			// A failed write takes the report of a RST away from the read that follows it
			return (count > 0) || ended(this.broken ? ConnectionEnd.RESET : ConnectionEnd.FIN, "");
		}
		catch (SocketTimeoutException ex) {
			throw wait.expired();
		}
		catch (IOException ex) {
			checkUsable();
			return ended(ConnectionEnd.RESET, " (" + ex.getMessage() + ")");
		}
	}

	private boolean ended(ConnectionEnd end, String detail) {
		this.record.ended(end, detail);
		return false;
	}

	/**
	 * Write bytes, in blocks that the client must take in time each.
	 * @param bytes the bytes; up to 64 KiB leave in one write
	 * @param deadline time for each block
	 */
	void write(byte[] bytes, Duration deadline) {
		for (int offset = 0; offset < bytes.length; offset += BLOCK_SIZE) {
			write(bytes, offset, Math.min(BLOCK_SIZE, bytes.length - offset), deadline);
		}
	}

	void write(byte[] bytes, int offset, int length, Duration deadline) {
		checkUsable();
		if (this.outputEnded) {
			throw new IllegalStateException("the script has ended the server's direction of this connection");
		}
		if (!this.outputLost) {
			writeInTime(bytes, offset, length, deadline);
		}
	}

	private void writeInTime(byte[] bytes, int offset, int length, Duration deadline) {
		Future<?> alarm = this.watchdog.after(deadline, this::expireWrite);
		try {
			OutputStream out = this.socket.getOutputStream();
			out.write(bytes, offset, length);
			out.flush();
		}
		catch (IOException ex) {
			checkUsable();
			if (this.writeExpired) {
				throw Wait.start("the client to take " + length + " bytes", deadline).expired();
			}
			this.outputLost = true;
			this.broken = ex instanceof SocketException;
			this.record.note("written to a client that is gone: " + ex.getMessage());
		}
		finally {
			alarm.cancel(false);
		}
	}

	private void expireWrite() {
		this.writeExpired = true;
		closeSocket();
	}

	/**
	 * Neither read nor write for a while.
	 * @param latch what ends it
	 * @param duration how long at most
	 * @return whether the latch has ended it
	 */
	boolean stall(CountDownLatch latch, Duration duration) {
		try {
			return latch.await(duration.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			checkUsable();
			Thread.currentThread().interrupt();
			throw new IllegalStateException("the thread of the script was interrupted", ex);
		}
	}

	/**
	 * End the server's direction with a FIN.
	 * @param closeNotify whether a TLS connection tells its end before
	 */
	void endOutput(boolean closeNotify) {
		checkUsable();
		if (this.outputEnded) {
			return;
		}
		this.outputEnded = true;
		this.record.sent(closeNotify ? "FIN" : "FIN without close_notify");
		try {
			if (closeNotify && !this.socket.equals(this.tcp)) {
				this.socket.shutdownOutput();
			}
			if (!this.tcp.isOutputShutdown()) {
				this.tcp.shutdownOutput();
			}
		}
		catch (IOException ex) {
			checkUsable();
			this.record.note("output ended to a client that is gone: " + ex.getMessage());
		}
	}

	/**
	 * End the connection with a RST.
	 */
	void reset() {
		if (this.closed) {
			return;
		}
		this.closed = true;
		this.record.sent("RST");
		try {
			this.tcp.setSoLinger(true, 0);
		}
		catch (IOException ex) {
			this.record.note("reset of a connection that is gone: " + ex.getMessage());
		}
		closeSocket();
	}

	/**
	 * Release the socket.
	 */
	void close() {
		this.closed = true;
		closeSocket();
	}

	/**
	 * Make the thread of the connection end: called by other threads.
	 */
	void stop() {
		this.stopped = true;
		closeSocket();
	}

	boolean isStopped() {
		return this.stopped;
	}

	boolean isClosed() {
		return this.closed;
	}

	void checkUsable() {
		if (this.stopped) {
			throw new ScriptStoppedException();
		}
		if (this.closed) {
			throw new IllegalStateException("the script has ended this connection");
		}
	}

	private void closeSocket() {
		try {
			this.tcp.close();
		}
		catch (IOException ex) {
			this.record.note("close of a connection that is gone: " + ex.getMessage());
		}
	}

}
