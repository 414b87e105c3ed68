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

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/**
 * The TLS material of sockets. It is taken anew when its bundle is reloaded, and then
 * those are told who depend on it.
 */
final class BundleSslContexts {

	private static final Logger logger = LoggerFactory.getLogger(BundleSslContexts.class);

	private final ObjectProvider<SslBundles> bundles;

	private final Map<SslSource, BundleSslContext> contexts = new ConcurrentHashMap<>();

	private final Set<String> observed = ConcurrentHashMap.newKeySet();

	private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

	BundleSslContexts(ObjectProvider<SslBundles> bundles) {
		this.bundles = bundles;
	}

	/**
	 * The context of a source, the same for all who ask.
	 * @param source the source
	 * @return the context, {@code null} for that of the HTTP client
	 * @throws NoSuchSslBundleException if there is no such bundle
	 */
	@Nullable BundleSslContext get(SslSource source) {
		return SslSource.JVM.equals(source) ? null : this.contexts.computeIfAbsent(source, this::create);
	}

	/**
	 * The context of a bundle that somebody has at hand. If it is one of the bundles that
	 * are known by name, it is the context of that name, which is reloaded; else it is
	 * new, and stays as it is.
	 * @param bundle the bundle
	 * @param bypass whether any certificate of a server is accepted
	 * @return the context
	 */
	BundleSslContext of(SslBundle bundle, boolean bypass) {
		for (String name : bundleNames()) {
			if (bundle.equals(bundle(name))) {
				return this.contexts.computeIfAbsent(new SslSource(name, bypass), this::create);
			}
		}
		return BundleSslContext.of(new SslSource("", bypass), SslMaterial.of(bundle, bypass));
	}

	private BundleSslContext create(SslSource source) {
		BundleSslContext context = BundleSslContext.of(source,
				SslMaterial.of(bundle(source.bundle()), source.bypass()));
		if (!source.bundle().isEmpty() && this.observed.add(source.bundle())) {
			this.bundles.getObject()
				.addBundleUpdateHandler(source.bundle(), (bundle) -> reloaded(source.bundle(), bundle));
		}
		return context;
	}

	private @Nullable SslBundle bundle(String name) {
		if (name.isEmpty()) {
			return null;
		}
		SslBundles known = this.bundles.getIfAvailable();
		if (known == null) {
			throw new NoSuchSslBundleException(name, "There are no SSL bundles");
		}
		return known.getBundle(name);
	}

	/** Names of the bundles there are. */
	List<String> bundleNames() {
		SslBundles known = this.bundles.getIfAvailable();
		return (known != null) ? known.getBundleNames() : List.of();
	}

	/**
	 * Set who is told, by the name of the bundle, after new material is in use.
	 * @param listener the listener; several are told in the order in which they came
	 */
	void onReload(Consumer<String> listener) {
		this.listeners.add(listener);
	}

	private void reloaded(String name, SslBundle bundle) {
		logger.info("SSL bundle '{}' is reloaded: new WebSocket connections use it", name);
		this.contexts.forEach((source, context) -> {
			if (source.bundle().equals(name)) {
				context.reload(SslMaterial.of(bundle, source.bypass()));
			}
		});
		this.listeners.forEach((listener) -> listener.accept(name));
	}

}
