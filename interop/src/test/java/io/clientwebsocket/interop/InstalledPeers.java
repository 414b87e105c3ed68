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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

import static org.junit.jupiter.api.Assumptions.abort;

/**
 * The programs that {@code interop/install-peers} has found or brought.
 */
final class InstalledPeers {

	private static final Path MODULE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();

	private static final Path PEERS = MODULE.resolve("target/peers");

	private static final Map<String, String> MISSING = new ConcurrentSkipListMap<>();

	private InstalledPeers() {
	}

	/** The program; without it the test is skipped, which is told at the end. */
	static String program(String name) {
		Path launcher = PEERS.resolve("bin").resolve(name);
		if (!Files.isExecutable(launcher)) {
			String why = "INTEROP SKIPPED: " + name + ": " + reason(name);
			MISSING.put(name, why);
			abort(why);
		}
		return launcher.toString();
	}

	private static String reason(String name) {
		Path missing = PEERS.resolve("missing");
		try {
			if (Files.exists(missing)) {
				for (String line : Files.readAllLines(missing)) {
					if (line.startsWith(name + "\t")) {
						return line.substring(name.length() + 1);
					}
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return "not brought yet; run interop/install-peers, or Maven with -Pinterop (which needs 'sh')";
	}

	/** A file beside the programs. */
	static Path file(String name) {
		return MODULE.resolve("src/test/peers").resolve(name);
	}

	/** Where files for the programs may be written. */
	static Path directory() {
		return PEERS;
	}

	/** What was asked for and not there. */
	static Collection<String> missing() {
		return MISSING.values();
	}

}
