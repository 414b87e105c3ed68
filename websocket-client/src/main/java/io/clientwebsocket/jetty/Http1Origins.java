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

package io.clientwebsocket.jetty;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Servers that were found to have no WebSockets over HTTP/2, so that only the first
 * attempt pays for it. They are asked again after some time. Thread-safe.
 */
final class Http1Origins {

	private static final long FORGOTTEN_AFTER_NANOS = TimeUnit.MINUTES.toNanos(10);

	/** More would be a list of the whole web. */
	private static final int MOST = 10_000;

	private final Map<String, Entry> origins = new ConcurrentHashMap<>();

	/** Why a server is not asked for HTTP/2, {@code null} if it is. */
	@Nullable String reason(URI uri) {
		Entry entry = this.origins.get(key(uri));
		if (entry == null || System.nanoTime() - entry.since >= FORGOTTEN_AFTER_NANOS) {
			return null;
		}
		return entry.reason;
	}

	void remember(URI uri, String reason) {
		if (this.origins.size() >= MOST) {
			this.origins.clear();
		}
		this.origins.put(key(uri), new Entry(reason, System.nanoTime()));
	}

	private static String key(URI uri) {
		return uri.getHost().toLowerCase(Locale.ROOT) + ":" + uri.getPort();
	}

	private record Entry(String reason, long since) {

	}

}
