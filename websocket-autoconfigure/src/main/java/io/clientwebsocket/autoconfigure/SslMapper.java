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

import java.time.Duration;

import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;

/**
 * Translates the properties of TLS, which override one by one what is inherited.
 *
 * @param properties the properties
 * @param path where the properties of the connection stand
 * @param contexts the TLS material
 */
record SslMapper(WebSocketSslProperties properties, PropertyPath path, BundleSslContexts contexts) {

	private static final Logger logger = LoggerFactory.getLogger(SslMapper.class);

	/**
	 * The TLS material of a connection.
	 * @param inherited the material that holds where nothing is set
	 * @param client name of the client, {@code null} for the defaults
	 * @param given the bundle that stands in for the one that the properties name
	 * @return the material, {@code null} for that of the HTTP client
	 */
	@Nullable SSLContext map(@Nullable SSLContext inherited, @Nullable String client, @Nullable SslBundle given) {
		requireJitter(this.properties.getReconnectJitter());
		SslSource from = (inherited instanceof BundleSslContext known) ? known.source() : SslSource.JVM;
		String bundle = (this.properties.getBundle() != null) ? this.properties.getBundle() : from.bundle();
		Boolean bypass = this.properties.getBypassCertificateValidation();
		SslSource source = new SslSource(bundle, (bypass != null) ? bypass : from.bypass());
		if (source.bypass()) {
			warn(client);
		}
		if (given != null) {
			return context(given, source.bypass());
		}
		boolean nothing = this.properties.getBundle() == null && bypass == null;
		return nothing ? inherited : context(source);
	}

	private void requireJitter(@Nullable Duration jitter) {
		if (jitter != null && jitter.isNegative()) {
			throw this.path.invalid("ssl.reconnect-jitter", jitter, "at least zero", null);
		}
	}

	private void warn(@Nullable String client) {
		logger.warn(
				"{} of {} accept any certificate of any server: whoever stands between can read and change"
						+ " everything. Never set 'ssl.bypass-certificate-validation' but for development",
				"WebSockets", (client != null) ? "client '" + client + "'" : "all clients that inherit it");
	}

	private SSLContext context(SslBundle given, boolean bypass) {
		BundleSslContext context = this.contexts.of(given, bypass);
		if (!context.isReloaded() && Boolean.TRUE.equals(this.properties.getReconnectOnReload())) {
			throw neverReloaded();
		}
		return context;
	}

	private InvalidWebSocketPropertyException neverReloaded() {
		String property = this.path.name("ssl.reconnect-on-reload");
		return new InvalidWebSocketPropertyException(property, "true",
				"false while the connection details of the client give an SSL bundle that is none of SslBundles,"
						+ " because it is never reloaded",
				"Let the details give a bundle of the SslBundles bean, or remove '" + property + "'.", null);
	}

	private @Nullable SSLContext context(SslSource source) {
		try {
			return this.contexts.get(source);
		}
		catch (NoSuchSslBundleException ex) {
			throw unknownBundle(source.bundle(), ex);
		}
	}

	private InvalidWebSocketPropertyException unknownBundle(String bundle, NoSuchSslBundleException cause) {
		String property = this.path.name("ssl.bundle");
		String known = this.contexts.bundleNames().isEmpty() ? "there is none"
				: "there are: " + String.join(", ", this.contexts.bundleNames());
		return new InvalidWebSocketPropertyException(property, bundle, "the name of an SSL bundle (" + known + ")",
				"Define the bundle under 'spring.ssl.bundle.pem." + bundle + "' or 'spring.ssl.bundle.jks." + bundle
						+ "', or correct '" + property + "'.",
				cause);
	}

}
