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

package io.clientwebsocket.conformance;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.clientwebsocket.test.ServerScript;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the driver as it is run: the packed jar, in a process of its own.
 */
class RunnableJarIT {

	@TempDir
	private Path folder;

	@Test
	void allCasesAreStrictlyOkInOneRun() throws Exception {
		ServerScript[] cases = AutobahnCasesTests.cases()
			.map((played) -> (ServerScript) played::play)
			.toArray(ServerScript[]::new);
		try (SuiteServer server = SuiteServer.start(cases)) {
			Result result = run(server.url(), "packed");
			server.awaitFinished();
			assertThat(result.exitCode()).as(result.output()).isZero();
			assertThat(result.output().lines()).hasSize(cases.length + 1);
			assertThat(server.targets()).hasSize(cases.length + 2).contains("/runCase?case=7&agent=packed");
		}
	}

	@Test
	void usageIsTold() throws Exception {
		Result result = run();
		assertThat(result.exitCode()).isEqualTo(2);
		assertThat(result.output()).contains("java -jar websocket-conformance.jar URL [AGENT] [--deflate]");
	}

	@Test
	void serverThatIsNotThereEndsTheProcess() throws Exception {
		String url;
		try (SuiteServer server = SuiteServer.start()) {
			url = server.url();
		}
		Result result = run(url);
		assertThat(result.exitCode()).isEqualTo(1);
		// and nothing of a logger that is missing
		assertThat(result.output().lines()).singleElement().asString().startsWith("The run against " + url);
	}

	private Result run(String... args) throws Exception {
		Path output = this.folder.resolve("output");
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar",
						System.getProperty("conformance.jar")));
		command.addAll(List.of(args));
		Process process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(new File(output.toString()))
			.start();
		try {
			assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
			return new Result(process.exitValue(), Files.readString(output));
		}
		finally {
			process.destroyForcibly();
		}
	}

	/**
	 * How a process ended, and all that it wrote.
	 */
	private record Result(int exitCode, String output) {

	}

}
