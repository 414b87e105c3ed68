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

/**
 * Options are set that belong to the HTTP client, while that client is the application's.
 */
class SharedHttpClientConflictException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final List<String> settings;

	private final String beanName;

	/**
	 * Create a new exception.
	 * @param settings what is set, each as the user wrote it, in quotes
	 * @param beanName name of the application's HTTP client bean
	 */
	SharedHttpClientConflictException(List<String> settings, String beanName) {
		super(settings + " must not be set beside the shared HttpClient bean '" + beanName + "'");
		this.settings = List.copyOf(settings);
		this.beanName = beanName;
	}

	List<String> settings() {
		return this.settings;
	}

	String beanName() {
		return this.beanName;
	}

}
