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

import java.util.regex.Pattern;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Hides what is secret from Spring Boot's endpoints, also where they show values.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(SanitizingFunction.class)
class SanitizingConfiguration {

	/** Before the key: the connection's, whether of the defaults or of a client. */
	private static final String CONNECTION = "ws[._](?:clients[._][^.]+?[._])?";

	/** Whatever the notation: kebab, camel case, or that of environment variables. */
	private static final Pattern SECRET = Pattern.compile(CONNECTION
			+ "(?:auth[._].*[._](?:username|password|token)|proxy[._](?:username|password)" + "|headers[._\\[].*)",
			Pattern.CASE_INSENSITIVE);

	private static final Pattern URI = Pattern.compile(CONNECTION + "uris?(?:[._\\[].*)?", Pattern.CASE_INSENSITIVE);

	@Bean
	SanitizingFunction webSocketSanitizingFunction() {
		return SanitizingConfiguration::sanitize;
	}

	private static SanitizableData sanitize(SanitizableData data) {
		if (SECRET.matcher(data.getKey()).matches()) {
			return data.withSanitizedValue();
		}
		if (URI.matcher(data.getKey()).matches() && data.getValue() instanceof CharSequence uris) {
			return data.withValue(uris.toString().replaceAll("\\?[^,\\s]*", "?" + SanitizableData.SANITIZED_VALUE));
		}
		return data;
	}

}
