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

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import io.clientwebsocket.test.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

/**
 * An echo server in a process of its own, which can be frozen. It ends with this process
 * at the latest.
 *
 * @since 0.1.0
 */
public final class ChildPeer implements AutoCloseable {

	private final Process process;

	private final URI uri;

	private ChildPeer(Process process, URI uri) {
		this.process = process;
		this.uri = uri;
	}

	/** Start, or abort the test where processes cannot be frozen. */
	static ChildPeer start() throws Exception {
		requireSignals();
		Process process = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-cp",
				System.getProperty("java.class.path"), ChildPeer.class.getName())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
		return new ChildPeer(process, URI.create(output.readLine()));
	}

	private static void requireSignals() throws InterruptedException {
		long self = ProcessHandle.current().pid();
		try {
			if (run("kill -0 " + self) == 0 && run("ps -o stat= -p " + self) == 0) {
				return;
			}
			abort("Not tested: 'kill' and 'ps' do not work here, so that no process can be frozen");
		}
		catch (IOException ex) {
			abort("Not tested: there is no 'sh' here, so that no process can be frozen: " + ex.getMessage());
		}
	}

	private static int run(String command) throws IOException, InterruptedException {
		Process process = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
		assertThat(process.getInputStream().readAllBytes()).isNotNull();
		return process.waitFor();
	}

	URI uri() {
		return this.uri;
	}

	/** Stop every thread of the process; its connections stay. */
	void freeze() throws Exception {
		assertThat(run("kill -STOP " + this.process.pid())).as("kill -STOP").isZero();
		while (run("ps -o stat= -p " + this.process.pid() + " | grep -q T") != 0) {
			assertThat(this.process.isAlive()).as("process lives").isTrue();
		}
	}

	/** Let the process go on. */
	void thaw() throws Exception {
		assertThat(run("kill -CONT " + this.process.pid())).as("kill -CONT").isZero();
	}

	@Override
	public void close() {
		this.process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
	}

	/**
	 * The process.
	 * @param args none
	 * @throws IOException if the parent cannot be waited for
	 */
	public static void main(String[] args) throws IOException {
		try (ScriptedServer server = ScriptedServer.builder()
			.receiveBufferSize(64 * 1024)
			.start((connection) -> connection.acceptHandshake().echo())) {
			System.out.println(server.uri());
			System.out.flush();
			// until the parent ends
			while (System.in.read() >= 0) {
				Thread.onSpinWait();
			}
		}
	}

}
