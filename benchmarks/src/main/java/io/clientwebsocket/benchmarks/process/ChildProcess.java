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

package io.clientwebsocket.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * A child process: the same Java with the same class path, perhaps on one core only. It
 * ends when this is closed, and when this process ends.
 */
public final class ChildProcess implements AutoCloseable {

	private static final Duration LONGEST_END = Duration.ofSeconds(20);

	private final Process process;

	private final BufferedReader output;

	private ChildProcess(List<String> command) throws IOException {
		this.process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		this.output = this.process.inputReader();
	}

	/**
	 * Start.
	 * @param main the class to run
	 * @param core number of the core to stay on, {@code null} for any
	 * @param flags flags of the Java machine
	 * @param arguments arguments of the class
	 * @return the process
	 * @throws IOException if it cannot be started
	 */
	public static ChildProcess start(Class<?> main, @Nullable Integer core, List<String> flags, List<String> arguments)
			throws IOException {
		List<String> command = new ArrayList<>();
		if (core != null) {
			command.addAll(List.of("taskset", "-c", core.toString()));
		}
		command.add(System.getProperty("java.home") + "/bin/java");
		command.addAll(flags);
		// Jetty has nothing to say, and where its log would go is nobody's question
		command.add("-Dslf4j.internal.verbosity=ERROR");
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
		command.addAll(arguments);
		return new ChildProcess(command);
	}

	/**
	 * What the process has to say: the rest of the next line that starts with a word.
	 * Other lines, as a Java machine prints them, are passed on.
	 * @param word the word
	 * @return the rest of the line
	 * @throws IOException if the process ends before
	 */
	public String answer(String word) throws IOException {
		String line = this.output.readLine();
		while (line != null && !line.startsWith(word + " ")) {
			System.err.println(line);
			line = this.output.readLine();
		}
		if (line == null) {
			throw new IOException("expected a line '" + word + " ...', but the process ended; its errors stand above");
		}
		return line.substring(word.length() + 1);
	}

	/**
	 * Let the process end by itself: a recording of the Java machine is written then.
	 * @throws InterruptedException if the thread is interrupted while it waits
	 * @throws IOException if the process does not end, or fails
	 */
	public void awaitEnd() throws InterruptedException, IOException {
		if (!this.process.waitFor(LONGEST_END.toSeconds(), TimeUnit.SECONDS)) {
			throw new IOException("expected the process to end within " + LONGEST_END + ", but it still runs");
		}
		if (this.process.exitValue() != 0) {
			throw new IOException("expected the process to succeed, but it ended with " + this.process.exitValue());
		}
	}

	@Override
	public void close() throws IOException {
		this.process.destroyForcibly();
		this.output.close();
	}

}
