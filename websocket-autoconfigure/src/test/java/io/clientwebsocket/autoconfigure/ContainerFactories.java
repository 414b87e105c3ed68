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

import java.net.URI;
import java.util.List;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;

/**
 * Factories for containers as an application has them, listed in {@code spring.factories}
 * of the tests.
 */
final class ContainerFactories {

	private ContainerFactories() {
	}

	/**
	 * A container that is always the server of the client 'feed'.
	 */
	static class FeedContainer extends LoopbackContainer {

	}

	/**
	 * The application's own factory for it.
	 */
	static class FeedFactory
			extends ContainerConnectionDetailsFactory<FeedContainer, WebSocketClientConnectionDetails> {

		@Override
		protected WebSocketClientConnectionDetails getContainerConnectionDetails(
				ContainerConnectionSource<FeedContainer> source) {
			return new FeedDetails(source);
		}

		private static final class FeedDetails extends ContainerConnectionDetails<FeedContainer>
				implements WebSocketClientConnectionDetails {

			FeedDetails(ContainerConnectionSource<FeedContainer> source) {
				super(source);
			}

			@Override
			public String getClientName() {
				return "feed";
			}

			@Override
			public List<URI> getUris() {
				return List.of(getContainer().uri("/own"));
			}

			@Override
			public SslBundle getSslBundle() {
				return super.getSslBundle();
			}

		}

	}

	/**
	 * A container of something else.
	 */
	static class DatabaseContainer extends LoopbackContainer {

	}

	/**
	 * Details of something else.
	 */
	interface DatabaseDetails extends ConnectionDetails {

	}

	/**
	 * A factory for something else.
	 */
	static class DatabaseFactory extends ContainerConnectionDetailsFactory<DatabaseContainer, DatabaseDetails> {

		@Override
		protected DatabaseDetails getContainerConnectionDetails(ContainerConnectionSource<DatabaseContainer> source) {
			return new ContainerDatabaseDetails(source);
		}

		private static final class ContainerDatabaseDetails extends ContainerConnectionDetails<DatabaseContainer>
				implements DatabaseDetails {

			ContainerDatabaseDetails(ContainerConnectionSource<DatabaseContainer> source) {
				super(source);
			}

		}

	}

}
