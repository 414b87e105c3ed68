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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;

import javax.net.ssl.SSLSocket;

/**
 * A TCP connection with one script: HTTP/1.1, with TLS or without.
 */
final class SocketWire extends Wire {

	private final Socket tcp;

	private final Watchdog watchdog;

	private Socket socket;

	private boolean outputLost;

	private boolean broken;

	/** Set by the watchdog. */
	private volatile boolean writeExpired;

	SocketWire(Socket tcp, Watchdog watchdog, ReceivedConnection record) {
		super(record);
		this.tcp = tcp;
		this.socket = tcp;
		this.watchdog = watchdog;
	}

	@Override
	void open(Settings settings) throws IOException {
		this.tcp.setTcpNoDelay(true);
		if (settings.tls() != null) {
			this.tcp.setSoTimeout(Wait.start("a TLS handshake", settings.deadline()).remainingMillis());
			SSLSocket layered = TlsSockets.accept(this.tcp, settings.tls(), settings.tlsParameters(), "http/1.1");
			this.socket = layered;
			this.record.secured(layered.getSession());
		}
	}

	@Override
	void lingerWithoutTls(Duration timeout) {
		Wait wait = Wait.start("the end of the connection", timeout);
		try {
			this.tcp.shutdownOutput();
			InputStream in = this.tcp.getInputStream();
			byte[] skipped = new byte[BLOCK_SIZE];
			do {
				this.tcp.setSoTimeout(wait.remainingMillis());
			}
			while (in.read(skipped) != -1);
		}
		catch (IOException | AssertionError ex) {
			this.record.note("after the TLS handshake: " + ex.getMessage());
		}
	}

	@Override
	int fill(byte[] buffer, Wait wait) {
		try {
			this.socket.setSoTimeout(wait.remainingMillis());
			int count = this.socket.getInputStream().read(buffer, 0, buffer.length);
			// A failed write takes the report of a RST away from the read that follows it
			return (count > 0) ? count : ended(this.broken ? ConnectionEnd.RESET : ConnectionEnd.FIN, "");
		}
		catch (SocketTimeoutException ex) {
			throw wait.expired();
		}
		catch (IOException ex) {
			checkUsable();
			return ended(ConnectionEnd.RESET, " (" + ex.getMessage() + ")");
		}
	}

	@Override
	ReceivedRequest readRequest(Wait wait) {
		return Handshake.read(this, wait);
	}

	@Override
	void respond(HandshakeAnswer answer, Duration deadline) {
		write(answer.toBytes(), deadline);
	}

	@Override
	void respond(String response, Duration deadline) {
		write(response.getBytes(StandardCharsets.UTF_8), deadline);
	}

	@Override
	void respond(int status, Map<String, String> headers, String body, Duration deadline) {
		respond(Output.response(status, headers, body), deadline);
	}

	@Override
	void send(byte[] bytes, int offset, int length, Duration deadline) {
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

	@Override
	void sendEnd(boolean closeNotify) {
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

	@Override
	void sendReset() {
		this.record.sent("RST");
		try {
			this.tcp.setSoLinger(true, 0);
		}
		catch (IOException ex) {
			this.record.note("reset of a connection that is gone: " + ex.getMessage());
		}
		closeSocket();
	}

	@Override
	void release() {
		closeSocket();
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
