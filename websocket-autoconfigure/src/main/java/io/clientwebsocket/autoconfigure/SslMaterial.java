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

import java.security.GeneralSecurityException;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslOptions;

/**
 * TLS material as it is at one time.
 *
 * @param context keys and trust
 * @param options the ciphers and protocols that are enabled
 */
record SslMaterial(SSLContext context, SslOptions options) {

	/**
	 * What a bundle has now.
	 * @param bundle the bundle, {@code null} for what the JVM trusts
	 * @param bypass whether any certificate of a server is accepted, whatever the bundle
	 * trusts
	 * @return the material
	 */
	static SslMaterial of(@Nullable SslBundle bundle, boolean bypass) {
		SslOptions options = (bundle != null) ? bundle.getOptions() : SslOptions.NONE;
		if (bundle != null && !bypass) {
			return new SslMaterial(bundle.createSslContext(), options);
		}
		KeyManager[] keys = (bundle != null) ? bundle.getManagers().getKeyManagers() : null;
		String protocol = (bundle != null) ? bundle.getProtocol() : SslBundle.DEFAULT_PROTOCOL;
		return new SslMaterial(bypassing(protocol, keys), options);
	}

	private static SSLContext bypassing(String protocol, KeyManager @Nullable [] keys) {
		try {
			SSLContext context = SSLContext.getInstance(protocol);
			context.init(keys, new TrustManager[] { new BypassingTrustManager() }, null);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Cannot make an SSL context of protocol '" + protocol + "'", ex);
		}
	}

	SSLParameters enabled() {
		SSLParameters enabled = this.context.getDefaultSSLParameters();
		if (this.options.getCiphers() != null) {
			enabled.setCipherSuites(this.options.getCiphers());
		}
		if (this.options.getEnabledProtocols() != null) {
			enabled.setProtocols(this.options.getEnabledProtocols());
		}
		return enabled;
	}

	SSLEngine enable(SSLEngine engine) {
		SSLParameters enabled = enabled();
		engine.setEnabledCipherSuites(enabled.getCipherSuites());
		engine.setEnabledProtocols(enabled.getProtocols());
		return engine;
	}

}
