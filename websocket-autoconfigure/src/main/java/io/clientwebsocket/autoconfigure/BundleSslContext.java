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

import java.security.SecureRandom;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

import org.jspecify.annotations.Nullable;

/**
 * TLS material of a bundle, which may be reloaded, together with the ciphers and
 * protocols that the bundle enables: a plain {@link SSLContext} has no place for them.
 * Makes engines, which is all that an HTTP client asks for.
 */
final class BundleSslContext extends SSLContext {

	private final SslSource source;

	private final Spi spi;

	private BundleSslContext(SslSource source, Spi spi, SSLContext first) {
		super(spi, first.getProvider(), first.getProtocol());
		this.source = source;
		this.spi = spi;
	}

	static BundleSslContext of(SslSource source, SslMaterial material) {
		return new BundleSslContext(source, new Spi(material), material.context());
	}

	/** Where the material comes from. */
	SslSource source() {
		return this.source;
	}

	/** Whether there may be other material later. */
	boolean isReloaded() {
		return !this.source.bundle().isEmpty();
	}

	/** Use other material from now on. */
	void reload(SslMaterial material) {
		this.spi.material = material;
	}

	/**
	 * Passes everything on, but knows other defaults.
	 */
	private static final class Spi extends SSLContextSpi {

		private volatile SslMaterial material;

		Spi(SslMaterial material) {
			this.material = material;
		}

		@Override
		protected void engineInit(KeyManager @Nullable [] keyManagers, TrustManager @Nullable [] trustManagers,
				@Nullable SecureRandom random) {
			throw new IllegalStateException("The SSL context of a bundle is initialized already");
		}

		@Override
		protected SSLParameters engineGetDefaultSSLParameters() {
			return this.material.enabled();
		}

		@Override
		protected SSLParameters engineGetSupportedSSLParameters() {
			return this.material.context().getSupportedSSLParameters();
		}

		@Override
		protected SSLEngine engineCreateSSLEngine() {
			SslMaterial now = this.material;
			return now.enable(now.context().createSSLEngine());
		}

		@Override
		protected SSLEngine engineCreateSSLEngine(String host, int port) {
			SslMaterial now = this.material;
			return now.enable(now.context().createSSLEngine(host, port));
		}

		@Override
		protected SSLSocketFactory engineGetSocketFactory() {
			throw new UnsupportedOperationException("The SSL context of a bundle makes engines only");
		}

		@Override
		protected SSLServerSocketFactory engineGetServerSocketFactory() {
			throw new UnsupportedOperationException("The SSL context of a bundle makes engines only");
		}

		@Override
		protected SSLSessionContext engineGetServerSessionContext() {
			return this.material.context().getServerSessionContext();
		}

		@Override
		protected SSLSessionContext engineGetClientSessionContext() {
			return this.material.context().getClientSessionContext();
		}

	}

}
