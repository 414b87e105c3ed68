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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A key store with a certificate for the loopback device that has signed itself, made by
 * the JDK's {@code keytool}. Servers and clients are given it by flags of the Java
 * machine, so that every client trusts it in the way that is its own.
 *
 * @param path the file
 */
public record KeyStoreFile(Path path) {

	private static final String PASSWORD = "benchmark";

	/**
	 * Make one, that lives as long as this process.
	 * @return the key store
	 * @throws IOException if it cannot be made
	 * @throws InterruptedException if the thread is interrupted meanwhile
	 */
	public static KeyStoreFile create() throws IOException, InterruptedException {
		Path directory = Files.createTempDirectory("benchmark");
		Path path = directory.resolve("server.p12");
		directory.toFile().deleteOnExit();
		path.toFile().deleteOnExit();
		Process keytool = new ProcessBuilder(System.getProperty("java.home") + "/bin/keytool", "-genkeypair", "-alias",
				"server", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=localhost", "-ext",
				"SAN=dns:localhost,ip:127.0.0.1", "-validity", "1", "-storetype", "PKCS12", "-storepass", PASSWORD,
				"-keystore", path.toString())
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		if (keytool.waitFor() != 0) {
			throw new IOException("expected a key store, but keytool ended with " + keytool.exitValue());
		}
		return new KeyStoreFile(path);
	}

	/**
	 * What a server needs.
	 * @return flags of its Java machine
	 */
	public List<String> serverFlags() {
		return flags("javax.net.ssl.keyStore");
	}

	/**
	 * What a client needs.
	 * @return flags of its Java machine
	 */
	public List<String> clientFlags() {
		return flags("javax.net.ssl.trustStore");
	}

	private List<String> flags(String name) {
		return List.of("-D" + name + "=" + this.path, "-D" + name + "Password=" + PASSWORD,
				"-D" + name + "Type=PKCS12");
	}

}
