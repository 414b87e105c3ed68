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

package io.clientwebsocket.managed;

/**
 * In which order several URIs are tried. One that has failed is passed over while it
 * cools down, as long as there is another one.
 *
 * @since 0.1.0
 */
public enum EndpointOrder {

	/**
	 * Each attempt takes the first that does not cool down.
	 */
	PRIORITY,

	/**
	 * Each attempt takes the one behind the last.
	 */
	ROUND_ROBIN,

	/**
	 * Each attempt takes the last one again, and the one behind it if it has failed.
	 */
	STICKY

}
