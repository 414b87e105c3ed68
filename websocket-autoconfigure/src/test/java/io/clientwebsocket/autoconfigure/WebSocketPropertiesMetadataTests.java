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
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.DeflateOptions;
import io.clientwebsocket.HttpVersion;
import io.clientwebsocket.jetty.JettyWebSocketConnector;
import io.clientwebsocket.managed.Backoff;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the configuration metadata.
 */
class WebSocketPropertiesMetadataTests {

	private static final Pattern ENUM = Pattern.compile("io\\.clientwebsocket\\.[\\w.$]+(?=>?$)");

	/**
	 * Metadata of named clients, with the keys that they have in common with the
	 * defaults.
	 */
	private static final String CLIENT = "/META-INF/spring/configuration-metadata/"
			+ WebSocketProperties.Client.class.getName() + ".json";

	private static final String BEGIN = "<!-- properties: generated -->";

	private static final String END = "<!-- properties: end -->";

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
	void everyPropertyIsDescribed() {
		assertThat(properties).allSatisfy((name, property) -> {
			assertThat(property.get("type")).isNotNull();
			assertThat((String) property.get("description")).endsWith(".")
				.doesNotStartWith("The ")
				.doesNotStartWith("A ");
			if ("java.lang.Boolean".equals(property.get("type"))) {
				assertThat((String) property.get("description")).as(name).startsWith("Whether ");
			}
			if (String.valueOf(property.get("type")).startsWith("java.util.List")) {
				assertThat((String) property.get("description")).as(name).startsWith("Comma-separated list ");
			}
		});
	}

	@Test
	void everySwitchAndNumberHasADefault() {
		assertThat(properties).allSatisfy((name, property) -> {
			if (List.of("java.lang.Boolean", "java.lang.Integer").contains(property.get("type"))
					&& !"ws.proxy.port".equals(name)) {
				assertThat(property).as(name).containsKey("defaultValue");
			}
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
		assertThat(properties.get("ws.max-redirects")).containsEntry("defaultValue", DEFAULTS.maxRedirects());
		assertThat(properties.get("ws.cookies.enabled")).containsEntry("defaultValue",
				DEFAULTS.cookieHandler() != null);
		assertThat(properties.get("ws.http-version")).containsEntry("defaultValue", kebab(DEFAULTS.httpVersion()));
		assertThat(properties.get("ws.http-version-policy")).containsEntry("defaultValue",
				kebab(DEFAULTS.httpVersionPolicy()));
	}

	@Test
	void defaultsOfTheHttpClientAreThoseOfTheLibrary() {
		HttpClient httpClient = JettyWebSocketConnector.builder().build().httpClient();
		assertThat(duration("ws.connect-timeout")).hasMillis(httpClient.getConnectTimeout());
		assertThat(properties.get("ws.http-client.max-threads")).containsEntry("defaultValue",
				((QueuedThreadPool) httpClient.getExecutor()).getMaxThreads());
		assertThat(properties.get("ws.http-client.max-connections-per-destination")).containsEntry("defaultValue",
				httpClient.getMaxConnectionsPerDestination());
		assertThat(properties.get("ws.http-client.max-queued-handshakes")).containsEntry("defaultValue",
				httpClient.getMaxRequestsQueuedPerDestination());
		assertThat(properties.get("ws.http-client.http-versions")).containsEntry("defaultValue",
				Stream.of(HttpVersion.values()).map(WebSocketPropertiesMetadataTests::kebab).toList());
	}

	private static String kebab(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
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
			.allSatisfy((hint) -> assertThat(properties).containsKey(withoutMapPart((String) hint.get("name"))));
	}

	@Test
	void hintsOfTheDefaultsAreHintsOfNamedClients() throws IOException {
		Map<String, Map<String, Object>> known = read(CLIENT, "$.properties");
		Map<String, Map<String, Object>> ofClients = read(CLIENT, "$.hints");
		assertThat(hints).allSatisfy((hint) -> {
			String name = ((String) hint.get("name")).substring("ws.".length());
			if (known.containsKey(withoutMapPart(name))) {
				assertThat(ofClients).containsKey(name);
				assertThat(ofClients.get(name).get("values")).isEqualTo(hint.get("values"));
				assertThat(ofClients.get(name).get("providers")).isEqualTo(hint.get("providers"));
			}
		});
		assertThat(ofClients.keySet()).allSatisfy((name) -> assertThat(known).containsKey(withoutMapPart(name)));
	}

	@Test
	void valuesOfHintsCanBeSet() {
		assertThat(hints).allSatisfy((hint) -> {
			List<Map<String, Object>> values = JsonPath.read(hint, "$..values[*]");
			for (Map<String, Object> value : values) {
				String name = (String) hint.get("name");
				Map<String, Object> set = name.endsWith(".keys")
						? Map.of(withoutMapPart(name) + "." + value.get("value"), "x")
						: Map.of(name, value.get("value"), "ws.deflate.enabled", true);
				WebSocketProperties bound = new Binder(new MapConfigurationPropertySource(set))
					.bind("ws", WebSocketProperties.class)
					.get();
				new DeflateMapper(bound.getDeflate(), PropertyPath.DEFAULTS).map(null);
			}
		});
	}

	@Test
	void beansOfHintsHaveTypesThatExist() {
		List<String> targets = JsonPath.read(hints, "$[*].providers[*].parameters.target");
		assertThat(targets).isNotEmpty()
			.allSatisfy((target) -> assertThat(ClassUtils.isPresent(target, null)).as(target).isTrue());
	}

	private static String withoutMapPart(String hint) {
		return hint.replaceFirst("\\.(keys|values)$", "");
	}

	/**
	 * Compare the appendix of the documentation with the metadata, or write it with
	 * {@code -Ddocs.update=true}.
	 */
	@Test
	void appendixOfTheDocumentationIsThatOfTheMetadata() throws Exception {
		Path document = Path.of("..", "docs", "starter.md");
		String text = Files.readString(document);
		int begin = text.indexOf(BEGIN) + BEGIN.length();
		int end = text.indexOf(END);
		String appendix = "\n\n" + appendix() + "\n";
		if (Boolean.getBoolean("docs.update")) {
			Files.writeString(document, text.substring(0, begin) + appendix + text.substring(end));
		}
		else {
			assertThat(text.substring(begin, end)).as("to be written by -Ddocs.update=true").isEqualTo(appendix);
		}
	}

	private static String appendix() throws IOException {
		StringBuilder table = new StringBuilder("| Property | Default | Meaning |\n|---|---|---|\n");
		properties.forEach((name, property) -> table.append(row(name, property)));
		read(CLIENT, "$.properties").forEach((name, property) -> {
			if (!properties.containsKey("ws." + name)) {
				table.append(row("ws.clients.<name>." + name, property));
			}
		});
		return table.toString();
	}

	/** What there is by its name. */
	private static Map<String, Map<String, Object>> read(String resource, String path) throws IOException {
		try (InputStream stream = WebSocketProperties.class.getResourceAsStream(resource)) {
			String json = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
			Map<String, Map<String, Object>> found = new TreeMap<>();
			List<Map<String, Object>> list = JsonPath.read(json, path);
			list.forEach((entry) -> found.put((String) entry.get("name"), entry));
			return found;
		}
	}

	private static String row(String name, Map<String, Object> property) {
		Object value = property.get("defaultValue");
		String shown = (value instanceof List<?> list)
				? list.stream().map(String::valueOf).collect(Collectors.joining(", ")) : String.valueOf(value);
		return "| `" + name + "` | " + ((value != null) ? "`" + shown + "`" : "") + " | " + property.get("description")
				+ values(String.valueOf(property.get("type"))) + " |\n";
	}

	/** What an enum can be. */
	private static String values(String type) {
		Matcher name = ENUM.matcher(type);
		if (!name.find()) {
			return "";
		}
		try {
			Object[] values = Class.forName(name.group()).getEnumConstants();
			return (values != null) ? Stream.of(values)
				.map((value) -> "`" + kebab((Enum<?>) value) + "`")
				.collect(Collectors.joining(", ", " One of ", ".")) : "";
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Duration duration(String property) {
		return DurationStyle.detectAndParse((String) properties.get(property).get("defaultValue"));
	}

	private static long size(String property) {
		return DataSize.parse((String) properties.get(property).get("defaultValue")).toBytes();
	}

}
