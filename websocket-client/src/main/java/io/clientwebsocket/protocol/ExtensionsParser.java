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

package io.clientwebsocket.protocol;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Reads {@code Sec-WebSocket-Extensions} (RFC 6455, 9.1).
 */
final class ExtensionsParser {

	private final String text;

	private int position;

	private ExtensionsParser(String text) {
		this.text = text;
	}

	/**
	 * Read a list of extensions.
	 * @param text the value of the header
	 * @return the extensions, or {@code null} if the text is no list of extensions
	 */
	static @Nullable List<Extension> parse(String text) {
		return new ExtensionsParser(text).extensions();
	}

	private @Nullable List<Extension> extensions() {
		List<Extension> extensions = new ArrayList<>();
		boolean more = true;
		while (more) {
			skipBlanks();
			// lists may have empty elements (RFC 9110, 5.6.1.2)
			if (!isAtEnd() && this.text.charAt(this.position) != ',') {
				Extension extension = extension();
				if (extension == null) {
					return null;
				}
				extensions.add(extension);
			}
			more = next(',');
		}
		return isAtEnd() ? extensions : null;
	}

	private @Nullable Extension extension() {
		String name = token();
		List<Parameter> parameters = new ArrayList<>();
		while (!name.isEmpty() && next(';')) {
			Parameter parameter = parameter();
			if (parameter == null) {
				return null;
			}
			parameters.add(parameter);
		}
		return name.isEmpty() ? null : new Extension(name, parameters);
	}

	private @Nullable Parameter parameter() {
		skipBlanks();
		int start = this.position;
		String name = token();
		String value = null;
		int end = this.position;
		if (next('=')) {
			skipBlanks();
			int from = this.position;
			boolean valid = (!isAtEnd() && this.text.charAt(from) == '"') ? skipQuoted() : !token().isEmpty();
			if (!valid) {
				return null;
			}
			end = this.position;
			value = this.text.substring(from, end);
		}
		return name.isEmpty() ? null : new Parameter(name, value, this.text.substring(start, end));
	}

	private boolean skipQuoted() {
		this.position++;
		while (!isAtEnd()) {
			char c = this.text.charAt(this.position++);
			if (c == '"') {
				return true;
			}
			this.position += (c == '\\') ? 1 : 0;
		}
		return false;
	}

	private String token() {
		int start = this.position;
		while (!isAtEnd() && isTokenCharacter(this.text.charAt(this.position))) {
			this.position++;
		}
		return this.text.substring(start, this.position);
	}

	private static boolean isTokenCharacter(char c) {
		return c > ' ' && c < 0x7F && "()<>@,;:\\\"/[]?={}".indexOf(c) == -1;
	}

	/** Pass over a character and what is blank before it, if it is there. */
	private boolean next(char expected) {
		skipBlanks();
		boolean there = !isAtEnd() && this.text.charAt(this.position) == expected;
		this.position += there ? 1 : 0;
		return there;
	}

	private void skipBlanks() {
		while (!isAtEnd() && (this.text.charAt(this.position) == ' ' || this.text.charAt(this.position) == '\t')) {
			this.position++;
		}
	}

	private boolean isAtEnd() {
		return this.position >= this.text.length();
	}

	/**
	 * An extension.
	 *
	 * @param name its name
	 * @param parameters its parameters, in their order
	 */
	record Extension(String name, List<Parameter> parameters) {

	}

	/**
	 * A parameter of an extension.
	 *
	 * @param name its name
	 * @param value its value as it stands there, quotes included, or {@code null}
	 * @param text name and value as they stand there
	 */
	record Parameter(String name, @Nullable String value, String text) {

	}

}
