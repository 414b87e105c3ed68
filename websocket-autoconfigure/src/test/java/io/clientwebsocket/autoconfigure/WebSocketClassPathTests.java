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

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application starts whatever optional library is missing, and has what needs none of
 * it. The libraries are missing in truth: a class loader without them loads all classes,
 * so that a signature that names one is found out, too.
 */
@Timeout(60)
class WebSocketClassPathTests {

	/** What no application is without: loaded once, for all of them. */
	private static final Pattern COMMON = Pattern.compile("(spring-(core|beans|context|aop|expression|boot-\\d)|"
			+ "micrometer-(commons|observation)|jetty-|websocket-client|slf4j|logback|commons-logging|"
			+ "jspecify).*");

	private static URLClassLoader common;

	private static final List<String> CORE = List.of("webSocketConnector", "clientWebSocketOptions", "feed",
			"webSocketConnectorLifecycle", "webSocketCallbackThreads");

	private static final String SERVLET = "connectorWebSocketClient";

	private static final String REACTIVE = "reactiveConnectorWebSocketClient";

	private static final String ENDPOINT = "webSocketClientsEndpoint";

	private static final String HEALTH = "wsHealthContributor";

	private static final String SANITIZING = "webSocketSanitizingFunction";

	private static final String METERS = "webSocketClientMetrics";

	private static final String OBSERVATIONS = "webSocketSessionObservations";

	private static final String OAUTH2 = "webSocketBearerTokens";

	private static final List<String> OPTIONAL = List.of(SERVLET, REACTIVE, ENDPOINT, HEALTH, SANITIZING, METERS,
			OBSERVATIONS, OAUTH2);

	private static final String ACTUATOR_JARS = "spring-boot-(actuator|health|micrometer).*";

	private static final String MICROMETER_JARS = "(micrometer-core|spring-boot-micrometer|HdrHistogram).*";

	private static final String SECURITY_JARS = "(spring-security|oauth2-oidc|nimbus).*";

	private static final String WEBFLUX_JARS = "(spring-webflux|reactor|reactive-streams).*";

	private static final String WEBSOCKET_JARS = "spring-websocket.*";

	private static final String JACKSON_JARS = "jackson.*";

	private static final String SERVLET_JARS = "jakarta.servlet.*";

	private static final String HTTP_CLIENT_JARS = "spring-boot-http.*";

	private static final String TESTCONTAINERS_JARS = "(spring-boot-testcontainers|testcontainers|docker-java).*";

	@BeforeAll
	static void loadWhatIsCommon() throws MalformedURLException {
		common = new URLClassLoader(classPath(COMMON.asMatchPredicate()), ClassLoader.getPlatformClassLoader());
	}

	@AfterAll
	static void close() throws IOException {
		common.close();
	}

	static Stream<Arguments> missing() {
		return Stream.of(Arguments.of("nothing", "nothing", List.of()),
				Arguments.of("actuator", ACTUATOR_JARS, List.of(ENDPOINT, HEALTH, SANITIZING, OBSERVATIONS)),
				Arguments.of("Micrometer", MICROMETER_JARS, List.of(METERS, OBSERVATIONS)),
				Arguments.of("Security", SECURITY_JARS, List.of(OAUTH2)),
				Arguments.of("WebFlux", WEBFLUX_JARS, List.of(REACTIVE)),
				Arguments.of("spring-websocket", WEBSOCKET_JARS, List.of(SERVLET)),
				Arguments.of("Jackson", JACKSON_JARS, List.of()), Arguments.of("servlet", SERVLET_JARS, List.of()),
				Arguments.of("HTTP client", HTTP_CLIENT_JARS, List.of()),
				Arguments.of("Testcontainers", TESTCONTAINERS_JARS, List.of()),
				Arguments.of("all of them",
						String.join("|", ACTUATOR_JARS, MICROMETER_JARS, SECURITY_JARS, WEBFLUX_JARS, WEBSOCKET_JARS,
								JACKSON_JARS, SERVLET_JARS, HTTP_CLIENT_JARS, TESTCONTAINERS_JARS, "spring-web.*"),
						OPTIONAL));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("missing")
	void libraryIsMissingThenAllElseIsThere(String library, String jars, List<String> absent) throws Exception {
		List<String> present = new ArrayList<>(CORE);
		OPTIONAL.stream().filter((bean) -> !absent.contains(bean)).forEach(present::add);
		assertThat(beansWithout(Pattern.compile(jars))).containsAll(present).noneMatch(absent::contains);
	}

	@SuppressWarnings("unchecked") // a type of the JDK, whoever loads the application
	private static Set<String> beansWithout(Pattern jars) throws Exception {
		ClassLoader before = Thread.currentThread().getContextClassLoader();
		try (URLClassLoader loader = new URLClassLoader(
				classPath(jars.asMatchPredicate().or(COMMON.asMatchPredicate()).negate()), common)) {
			Thread.currentThread().setContextClassLoader(loader);
			return (Set<String>) loader.loadClass(ClassPathApplication.class.getName())
				.getMethod("beans", Map.class)
				.invoke(null, Map.of("ws.clients.feed.uri", "wss://example.org/feed", "ws.startup", "manual",
						"management.endpoints.web.exposure.include", "*"));
		}
		catch (InvocationTargetException ex) {
			throw new AssertionError("expected an application that starts", ex.getCause());
		}
		finally {
			Thread.currentThread().setContextClassLoader(before);
		}
	}

	private static URL[] classPath(Predicate<String> jars) throws MalformedURLException {
		List<URL> urls = new ArrayList<>();
		for (String entry : StringUtils.delimitedListToStringArray(System.getProperty("java.class.path"),
				File.pathSeparator)) {
			Path path = Path.of(entry);
			if (jars.test(path.getFileName().toString())) {
				urls.add(path.toUri().toURL());
			}
		}
		return urls.toArray(URL[]::new);
	}

}
