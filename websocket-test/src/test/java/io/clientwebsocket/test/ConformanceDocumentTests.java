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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The documents that say which test proves what: each test that they name exists, and no
 * row is without one.
 */
class ConformanceDocumentTests {

	private static final Path ROOT = Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("..");

	private static final List<String> MODULES = List.of("websocket-client", "websocket-test", "conformance");

	/** A test class in code font, and its method. */
	private static final Pattern REFERENCE = Pattern.compile("`([A-Z]\\w*(?:Tests|IT|Fuzz))(?:\\.(\\w+))?`");

	private static final Pattern SCENARIO = Pattern.compile("^\\| (C\\d\\d)\\b.*", Pattern.MULTILINE);

	private static final Pattern WAITS = Pattern.compile("with HTTP/2|with compression|with proxies|not ours");

	/** Sources of test classes by their simple name, which need not be unique. */
	private static final Map<String, String> SOURCES = sources();

	private static Map<String, String> sources() {
		Map<String, String> sources = new HashMap<>();
		for (String module : MODULES) {
			Path tests = ROOT.resolve(module).resolve("src/test/java");
			if (Files.isDirectory(tests)) {
				try (Stream<Path> files = Files.walk(tests)) {
					files.filter((file) -> file.toString().endsWith(".java"))
						.forEach((file) -> sources.merge(file.getFileName().toString().replace(".java", ""), read(file),
								String::concat));
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
			}
		}
		return sources;
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String document(String name) {
		return read(ROOT.resolve("docs").resolve(name));
	}

	private static boolean exists(MatchResult reference) {
		String source = SOURCES.get(reference.group(1));
		return source != null && reference.group(2) != null
				&& Pattern.compile("\\bvoid\\s+" + reference.group(2) + "\\(").matcher(source).find();
	}

	@ParameterizedTest
	@ValueSource(strings = { "conformance.md", "differences-from-dotnet.md" })
	void everyTestThatIsNamedExists(String name) {
		List<String> missing = REFERENCE.matcher(document(name))
			.results()
			.filter((reference) -> !exists(reference))
			.map(MatchResult::group)
			.toList();
		assertThat(missing).as("tests that %s names and that do not exist", name).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "conformance.md", "differences-from-dotnet.md" })
	void everyRowNamesATestOrWhatItWaitsFor(String name) {
		// the tables of measures are behind those of promises
		String promises = document(name).split("\n## Coverage", 2)[0];
		List<String> unproven = rows(promises).stream()
			.filter((row) -> !REFERENCE.matcher(row).find() && !WAITS.matcher(row).find())
			.toList();
		assertThat(unproven).as("rows of %s without a test", name).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "conformance.md", "differences-from-dotnet.md" })
	void everyRowHasTheColumnsOfItsTable(String name) {
		int columns = 0;
		for (String line : document(name).lines().toList()) {
			if (!line.startsWith("|")) {
				columns = 0;
			}
			else if (columns == 0) {
				columns = columns(line);
			}
			else {
				assertThat(columns(line)).as("columns of: " + line).isEqualTo(columns);
			}
		}
	}

	private static int columns(String line) {
		return line.replaceAll("\\\\\\||`[^`]*`", "").split("\\|", -1).length;
	}

	/** Rows of tables, without their heads. */
	private static List<String> rows(String document) {
		List<String> rows = new ArrayList<>();
		List<String> lines = document.lines().toList();
		for (int i = 0; i < lines.size(); i++) {
			boolean head = i + 1 < lines.size() && lines.get(i + 1).startsWith("|---");
			if (lines.get(i).startsWith("| ") && !head) {
				rows.add(lines.get(i));
			}
		}
		return rows;
	}

	@Test
	void everyScenarioHasOneRow() {
		List<String> scenarios = SCENARIO.matcher(document("conformance.md"))
			.results()
			.map((result) -> result.group(1))
			.toList();
		assertThat(scenarios)
			.containsExactlyElementsOf(IntStream.rangeClosed(1, 60).mapToObj("C%02d"::formatted).toList());
	}

}
