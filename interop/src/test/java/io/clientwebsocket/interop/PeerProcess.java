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

package io.clientwebsocket.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A peer in a process of its own, which ends with this one at the latest.
 */
final class PeerProcess implements AutoCloseable {

	private final Process process;

	private final String name;

	/** What the process has written, for whom it fails. */
	private final List<String> output = new CopyOnWriteArrayList<>();

	private final CompletableFuture<int[]> ports = new CompletableFuture<>();

	private final Thread end;

	private PeerProcess(String name, Process process) {
		this.name = name;
		this.process = process;
		this.end = new Thread(process::destroyForcibly, "end-of-" + name);
		Runtime.getRuntime().addShutdownHook(this.end);
		Thread reader = new Thread(this::read, "output-of-" + name);
		reader.setDaemon(true);
		reader.start();
	}

	/** Start a program, or skip the test where it is not there. */
	static PeerProcess start(String program, Map<String, String> environment, String... arguments) {
		ProcessBuilder builder = new ProcessBuilder(InstalledPeers.program(program)).redirectErrorStream(true);
		builder.command().addAll(List.of(arguments));
		builder.environment().putAll(environment);
		try {
			return new PeerProcess(program, builder.start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException("cannot start " + program, ex);
		}
	}

	private void read() {
		try (BufferedReader lines = this.process.inputReader(StandardCharsets.UTF_8)) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				this.output.add(line);
				if (line.startsWith("ports ")) {
					this.ports
						.complete(Arrays.stream(line.substring(6).split(" ")).mapToInt(Integer::parseInt).toArray());
				}
			}
		}
		catch (IOException ex) {
			this.output.add(ex.toString());
		}
		this.ports.completeExceptionally(new IllegalStateException(this + " has ended"));
	}

	/** The ports that the process has told. */
	int[] ports() {
		assertThat(this.ports).as(this::toString).succeedsWithin(Client.LIMIT);
		return this.ports.join();
	}

	/** Wait until somebody listens there. */
	PeerProcess awaitListening(int... listening) {
		for (int port : listening) {
			Wait.until(() -> accepts(port), this::toString);
		}
		return this;
	}

	private boolean accepts(int port) {
		assertThat(this.process.isAlive()).as(this::toString).isTrue();
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	/** A port at which nobody listens at this moment. */
	static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(5, TimeUnit.SECONDS)) {
				this.process.destroyForcibly().onExit().orTimeout(5, TimeUnit.SECONDS).join();
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
		Runtime.getRuntime().removeShutdownHook(this.end);
	}

	@Override
	public String toString() {
		return this.name + " (" + this.process.toHandle().pid() + "), which said " + this.output;
	}

}
