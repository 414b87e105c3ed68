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
import java.security.GeneralSecurityException;
import java.security.KeyStore;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS contexts for tests, made from key stores in this module: good ones for a server on
 * loopback and its clients, and wrong ones that must be refused. The keys and their
 * password are public, so nothing but a test may trust them.
 *
 * @since 0.1.0
 */
public final class TestCertificates {

	private static final char[] PASSWORD = "test-only".toCharArray();

	private TestCertificates() {
	}

	/**
	 * Server for {@code localhost} and {@code 127.0.0.1}, signed by the test CA.
	 * @return a new context
	 */
	public static SSLContext serverContext() {
		return context("server.p12");
	}

	/**
	 * Client that trusts the test CA and nothing else.
	 * @return a new context
	 */
	public static SSLContext clientContext() {
		return context("trust.p12");
	}

	/**
	 * Client that trusts the test CA, and has a certificate of its own, {@code CN=Test
	 * client}, signed by the test CA. A server that has {@link #serverContext()} accepts
	 * it.
	 * @return a new context
	 */
	public static SSLContext clientContextWithCertificate() {
		return context("client.p12");
	}

	/**
	 * Client that trusts the test CA, and has a certificate that the test CA has signed
	 * but that was valid during one day of the year 2020 only. A server must refuse it.
	 * @return a new context
	 */
	public static SSLContext clientContextWithExpiredCertificate() {
		return context("expired-client.p12");
	}

	/**
	 * Server for {@code wrong.example}, signed by the test CA.
	 * @return a new context
	 */
	public static SSLContext wrongNameContext() {
		return context("wrong-name.p12");
	}

	/**
	 * Server for {@code localhost} and {@code 127.0.0.1}, signed by itself.
	 * @return a new context
	 */
	public static SSLContext selfSignedContext() {
		return context("self-signed.p12");
	}

	/**
	 * Server for {@code localhost} and {@code 127.0.0.1}, signed by the test CA, valid
	 * during one day of the year 2020.
	 * @return a new context
	 */
	public static SSLContext expiredContext() {
		return context("expired.p12");
	}

	private static SSLContext context(String name) {
		try {
			KeyStore store = load(name);
			KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			keys.init(store, PASSWORD);
			TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			trust.init(store);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
			return context;
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException("cannot use the key store " + name, ex);
		}
	}

	private static KeyStore load(String name) throws GeneralSecurityException, IOException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream in = TestCertificates.class.getResourceAsStream(name)) {
			if (in == null) {
				throw new IOException("expected a resource " + name + ", but was none");
			}
			store.load(in, PASSWORD);
		}
		return store;
	}

}
