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
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

import io.clientwebsocket.test.TestCertificates;

/**
 * Key and certificate of {@link TestCertificates#serverContext()} as the files that other
 * programs want.
 *
 * @param key file of the key
 * @param certificate file of the certificates
 * @param both file of the certificates and the key
 */
record Certificate(Path key, Path certificate, Path both) {

	private static final char[] PASSWORD = "test-only".toCharArray();

	static Certificate write() {
		Path directory = InstalledPeers.directory();
		try (InputStream in = TestCertificates.class.getResourceAsStream("server.p12")) {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(in, PASSWORD);
			String alias = store.aliases().nextElement();
			StringBuilder certificates = new StringBuilder();
			for (java.security.cert.Certificate certificate : store.getCertificateChain(alias)) {
				certificates.append(pem("CERTIFICATE", certificate.getEncoded()));
			}
			String key = pem("PRIVATE KEY", store.getKey(alias, PASSWORD).getEncoded());
			return new Certificate(Files.writeString(directory.resolve("key.pem"), key),
					Files.writeString(directory.resolve("certificate.pem"), certificates),
					Files.writeString(directory.resolve("both.pem"), certificates + key));
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException("cannot write the certificate of the tests", ex);
		}
	}

	private static String pem(String type, byte[] bytes) {
		return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type,
				Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(bytes), type);
	}

}
