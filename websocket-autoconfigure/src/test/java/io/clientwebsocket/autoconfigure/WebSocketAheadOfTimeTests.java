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

package io.clientwebsocket.autoconfigure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplicationAotProcessor;
import org.springframework.context.aot.AbstractAotProcessor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that was processed ahead of time has the same beans, and still binds the
 * properties when it starts.
 */
@Timeout(120)
class WebSocketAheadOfTimeTests {

	private static final String CLASS_PATH = System.getProperty("java.class.path");

	private static final String CLIENT = "--ws.clients.price-feed.uri=wss://example.org/feed";

	private static final String EXPOSED = "--management.endpoints.web.exposure.include=websocketclients";

	@TempDir
	private Path directory;

	@Test
	void processedApplicationHasTheConnectorAndTheClientsAndBindsPropertiesAtTheStart() throws Exception {
		Path sources = this.directory.resolve("sources");
		Path classes = this.directory.resolve("classes");
		new SpringApplicationAotProcessor(AheadOfTimeApplication.class, settings(sources, classes),
				new String[] { CLIENT, EXPOSED })
			.process();
		compile(sources, classes);
		assertThat(run(classes, CLIENT, EXPOSED, "--ws.clients.price-feed.startup=manual", "--ws.max-message-size=2KB",
				"--spring.main.banner-mode=off"))
			.containsSubsequence("generated: true", "maxMessageSize: 2048", "named client: price-feed STOPPED",
					"client: ConnectorWebSocketClient", "reactive client: ReactiveConnectorWebSocketClient",
					"endpoint: [price-feed]", "health: UNKNOWN", "stopped: 1.0");
	}

	private static AbstractAotProcessor.Settings settings(Path sources, Path classes) {
		return AbstractAotProcessor.Settings.builder()
			.sourceOutput(sources)
			.resourceOutput(classes)
			.classOutput(classes)
			.groupId("io.clientwebsocket")
			.artifactId("ahead-of-time")
			.build();
	}

	private static void compile(Path sources, Path classes) throws IOException {
		List<String> arguments = new ArrayList<>(
				List.of("-nowarn", "-proc:none", "-cp", CLASS_PATH, "-d", classes.toString()));
		try (Stream<Path> files = Files.walk(sources)) {
			files.map(Path::toString).filter((file) -> file.endsWith(".java")).forEach(arguments::add);
		}
		int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
		assertThat(result).isZero();
	}

	private static List<String> run(Path classes, String... arguments) throws Exception {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-Dspring.aot.enabled=true", "-cp", classes + System.getProperty("path.separator") + CLASS_PATH,
						AheadOfTimeApplication.class.getName()));
		command.addAll(List.of(arguments));
		Path output = classes.resolveSibling("output");
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
		try {
			assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			process.destroyForcibly().waitFor();
		}
		assertThat(process.exitValue()).as(() -> read(output)).isZero();
		return Files.readAllLines(output);
	}

	private static String read(Path file) {
		try {
			return Files.readString(file, StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

}
