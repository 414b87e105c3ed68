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

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.DeflateOptions;
import io.clientwebsocket.managed.Backoff;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the configuration metadata.
 */
class WebSocketPropertiesMetadataTests {

	private static final Pattern ROW = Pattern.compile("\\| `((?:ws|management)\\.[^`=]+)` \\| ([^|]*) \\|.*");

	private static final ClientWebSocketOptions DEFAULTS = ClientWebSocketOptions.defaults();

	private static Map<String, Map<String, Object>> properties;

	private static List<Map<String, Object>> hints;

	@BeforeAll
	static void readMetadata() throws Exception {
		// ours, not that of the first library on the class path
		URI classes = WebSocketProperties.class.getProtectionDomain().getCodeSource().getLocation().toURI();
		String json = Files.readString(Path.of(classes).resolve("META-INF/spring-configuration-metadata.json"));
		properties = new TreeMap<>();
		List<Map<String, Object>> list = JsonPath.read(json, "$.properties");
		list.forEach((property) -> properties.put((String) property.get("name"), property));
		hints = JsonPath.read(json, "$.hints");
	}

	@Test
	void everyPropertyIsThere() {
		assertThat(properties).containsOnlyKeys("management.health.ws.enabled", "management.health.ws.grace-period",
				"ws.clients", "ws.close-on-listener-failure", "ws.close-timeout", "ws.connect-timeout",
				"ws.deflate.client-context-takeover", "ws.deflate.client-max-window-bits", "ws.deflate.enabled",
				"ws.deflate.level", "ws.deflate.minimum-size", "ws.deflate.server-context-takeover",
				"ws.deflate.server-max-window-bits", "ws.enabled", "ws.endpoints.cool-down", "ws.endpoints.order",
				"ws.handshake-timeout", "ws.headers", "ws.http-client.bean", "ws.http-version",
				"ws.http-version-policy", "ws.inbound-buffer.capacity", "ws.inbound-buffer.overflow",
				"ws.keep-alive.interval", "ws.keep-alive.timeout", "ws.max-frame-size", "ws.max-message-size",
				"ws.max-send-queue-size", "ws.no-data-timeout", "ws.proxy.host", "ws.proxy.no-proxy-for",
				"ws.proxy.password", "ws.proxy.port", "ws.proxy.type", "ws.proxy.username",
				"ws.reconnect.attempt-timeout", "ws.reconnect.delay", "ws.reconnect.enabled", "ws.reconnect.jitter",
				"ws.reconnect.max-delay", "ws.reconnect.max-retries", "ws.reconnect.multiplier",
				"ws.reconnect.open-timeout", "ws.reconnect.spread", "ws.reconnect.stable-after",
				"ws.reconnect.stable-on-message", "ws.reconnect.start-spread", "ws.requests.max-pending",
				"ws.requests.timeout", "ws.send-buffer.enabled", "ws.send-buffer.max-messages",
				"ws.send-buffer.max-size", "ws.send-buffer.overflow", "ws.send-buffer.time-to-live", "ws.ssl.bundle",
				"ws.startup", "ws.startup-timeout", "ws.subprotocols", "ws.write-timeout");
	}

	@Test
	void everyPropertyIsDescribed() {
		assertThat(properties).allSatisfy((name, property) -> {
			assertThat(property.get("type")).isNotNull();
			assertThat((String) property.get("description")).endsWith(".")
				.doesNotStartWith("The ")
				.doesNotStartWith("A ");
		});
	}

	@Test
	void defaultsAreThoseOfTheLibrary() {
		assertThat(duration("ws.close-timeout")).isEqualTo(DEFAULTS.closeTimeout());
		assertThat(duration("ws.handshake-timeout")).isEqualTo(DEFAULTS.handshakeTimeout());
		assertThat(duration("ws.write-timeout")).isEqualTo(DEFAULTS.writeTimeout());
		assertThat(duration("ws.keep-alive.interval")).isEqualTo(DEFAULTS.keepAlive().interval());
		assertThat(duration("ws.keep-alive.timeout")).isEqualTo(DEFAULTS.keepAlive().timeout());
		assertThat(properties.get("ws.deflate.enabled")).containsEntry("defaultValue", DEFAULTS.deflate() != null);
		DeflateOptions deflate = DeflateOptions.defaults();
		assertThat(properties.get("ws.deflate.client-max-window-bits")).containsEntry("defaultValue",
				deflate.clientMaxWindowBits());
		assertThat(properties.get("ws.deflate.server-max-window-bits")).containsEntry("defaultValue",
				deflate.serverMaxWindowBits());
		assertThat(properties.get("ws.deflate.client-context-takeover")).containsEntry("defaultValue",
				deflate.clientContextTakeover());
		assertThat(properties.get("ws.deflate.server-context-takeover")).containsEntry("defaultValue",
				deflate.serverContextTakeover());
		assertThat(properties.get("ws.deflate.level")).containsEntry("defaultValue", deflate.level());
		assertThat(size("ws.deflate.minimum-size")).isEqualTo(deflate.minimumSize());
		assertThat(size("ws.max-message-size")).isEqualTo(DEFAULTS.maxMessageSize());
		assertThat(size("ws.max-send-queue-size")).isEqualTo(DEFAULTS.maxSendQueueSize());
		assertThat(properties.get("ws.enabled")).containsEntry("defaultValue", true);
	}

	@Test
	void defaultsOfReconnectingAreThoseOfTheLibrary() {
		Backoff backoff = Backoff.defaults();
		assertThat(duration("ws.reconnect.delay")).isEqualTo(backoff.delay());
		assertThat(((Number) properties.get("ws.reconnect.multiplier").get("defaultValue")).doubleValue())
			.isEqualTo(backoff.multiplier());
		assertThat(properties.get("ws.reconnect.jitter")).doesNotContainKey("defaultValue");
		assertThat(backoff.jitter()).isNull();
		assertThat(duration("ws.reconnect.max-delay")).isEqualTo(backoff.maxDelay());
		assertThat(duration("ws.reconnect.start-spread")).isEqualTo(backoff.startSpread());
		assertThat(duration("ws.reconnect.spread")).isEqualTo(backoff.reconnectSpread());
		assertThat(duration("ws.reconnect.stable-after")).isEqualTo(backoff.stableAfter());
		assertThat(properties.get("ws.reconnect.stable-on-message")).containsEntry("defaultValue",
				backoff.stableOnMessage());
		assertThat(properties.get("ws.inbound-buffer.capacity")).containsEntry("defaultValue",
				ReconnectMapper.INBOUND_CAPACITY);
		assertThat(properties.get("ws.send-buffer.max-messages")).containsEntry("defaultValue",
				ReconnectMapper.SEND_MESSAGES);
		assertThat(size("ws.send-buffer.max-size")).isEqualTo(ReconnectMapper.SEND_SIZE.toBytes());
		assertThat(duration("ws.send-buffer.time-to-live")).isEqualTo(ReconnectMapper.SEND_TIME);
		assertThat(duration("ws.endpoints.cool-down")).isEqualTo(ReconnectMapper.COOL_DOWN);
		assertThat(duration("ws.startup-timeout")).isEqualTo(ReconnectMapper.STARTUP_TIMEOUT);
		assertThat(properties.get("ws.startup")).containsEntry("defaultValue",
				ReconnectMapper.STARTUP.name().toLowerCase(Locale.ROOT));
	}

	@Test
	void hintsAreAboutPropertiesThatExist() {
		assertThat(hints).isNotEmpty()
			.allSatisfy((hint) -> assertThat(properties)
				.containsKey(((String) hint.get("name")).replaceFirst("\\.(keys|values)$", "")));
	}

	@Test
	void documentationHasEveryPropertyWithItsDefault() throws Exception {
		Map<String, String> documented = documentedDefaults();
		assertThat(documented.keySet()).contains("ws.clients.<name>.uri", "ws.clients.<name>.uris",
				"ws.clients.<name>.*");
		documented.keySet().removeIf((name) -> name.startsWith("ws.clients."));
		Set<String> expected = new HashSet<>(properties.keySet());
		expected.remove("ws.clients");
		assertThat(documented).containsOnlyKeys(expected);
		properties.forEach((name, property) -> {
			if (property.containsKey("defaultValue")) {
				assertThat(documented.get(name)).as(name).isEqualTo("`" + property.get("defaultValue") + "`");
			}
		});
	}

	private static Map<String, String> documentedDefaults() throws IOException {
		Map<String, String> defaults = new HashMap<>();
		for (String line : Files.readAllLines(Path.of("..", "docs", "starter.md"))) {
			Matcher row = ROW.matcher(line);
			if (row.matches()) {
				defaults.put(row.group(1), row.group(2));
			}
		}
		return defaults;
	}

	private static Duration duration(String property) {
		return DurationStyle.detectAndParse((String) properties.get(property).get("defaultValue"));
	}

	private static long size(String property) {
		return DataSize.parse((String) properties.get(property).get("defaultValue")).toBytes();
	}

}
