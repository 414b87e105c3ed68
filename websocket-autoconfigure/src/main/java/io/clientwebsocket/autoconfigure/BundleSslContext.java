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
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslOptions;

/**
 * TLS material of a bundle, together with the ciphers and protocols that the bundle
 * enables: a plain {@link SSLContext} has no place for them. Makes engines only, which is
 * all that an HTTP client asks for.
 */
final class BundleSslContext extends SSLContext {

	private BundleSslContext(SSLContext context, SSLParameters enabled) {
		super(new Spi(context, enabled), context.getProvider(), context.getProtocol());
	}

	static SSLContext of(SslBundle bundle) {
		SSLContext context = bundle.createSslContext();
		SslOptions options = bundle.getOptions();
		if (options.getCiphers() == null && options.getEnabledProtocols() == null) {
			return context;
		}
		SSLParameters enabled = context.getDefaultSSLParameters();
		if (options.getCiphers() != null) {
			enabled.setCipherSuites(options.getCiphers());
		}
		if (options.getEnabledProtocols() != null) {
			enabled.setProtocols(options.getEnabledProtocols());
		}
		return new BundleSslContext(context, enabled);
	}

	/**
	 * Passes everything on, but knows other defaults.
	 */
	private static final class Spi extends SSLContextSpi {

		private final SSLContext context;

		private final SSLParameters enabled;

		Spi(SSLContext context, SSLParameters enabled) {
			this.context = context;
			this.enabled = enabled;
		}

		@Override
		protected void engineInit(KeyManager @Nullable [] keyManagers, TrustManager @Nullable [] trustManagers,
				@Nullable SecureRandom random) {
			throw new IllegalStateException("The SSL context of a bundle is initialized already");
		}

		@Override
		protected SSLParameters engineGetDefaultSSLParameters() {
			return new SSLParameters(this.enabled.getCipherSuites(), this.enabled.getProtocols());
		}

		@Override
		protected SSLParameters engineGetSupportedSSLParameters() {
			return this.context.getSupportedSSLParameters();
		}

		@Override
		protected SSLEngine engineCreateSSLEngine() {
			return enable(this.context.createSSLEngine());
		}

		@Override
		protected SSLEngine engineCreateSSLEngine(String host, int port) {
			return enable(this.context.createSSLEngine(host, port));
		}

		private SSLEngine enable(SSLEngine engine) {
			engine.setEnabledCipherSuites(this.enabled.getCipherSuites());
			engine.setEnabledProtocols(this.enabled.getProtocols());
			return engine;
		}

		@Override
		protected SSLSocketFactory engineGetSocketFactory() {
			throw new UnsupportedOperationException("The SSL context of a bundle with options makes engines only");
		}

		@Override
		protected SSLServerSocketFactory engineGetServerSocketFactory() {
			throw new UnsupportedOperationException("The SSL context of a bundle with options makes engines only");
		}

		@Override
		protected SSLSessionContext engineGetServerSessionContext() {
			return this.context.getServerSessionContext();
		}

		@Override
		protected SSLSessionContext engineGetClientSessionContext() {
			return this.context.getClientSessionContext();
		}

	}

}
