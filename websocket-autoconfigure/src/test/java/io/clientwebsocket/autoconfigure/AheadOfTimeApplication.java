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

import org.springframework.aot.AotDetector;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.web.socket.client.WebSocketClient;

import io.clientwebsocket.WebSocketConnector;
import io.clientwebsocket.managed.ReconnectingWebSocket;

/**
 * An application that tells what is in its context, for
 * {@link WebSocketAheadOfTimeTests}.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({ SslAutoConfiguration.class, WebSocketClientAutoConfiguration.class,
		SpringWebSocketClientAutoConfiguration.class, ReactiveSpringWebSocketClientAutoConfiguration.class })
public class AheadOfTimeApplication implements ApplicationRunner {

	private final WebSocketConnector connector;

	private final ReconnectingWebSocket priceFeed;

	private final WebSocketClient client;

	private final org.springframework.web.reactive.socket.client.WebSocketClient reactiveClient;

	AheadOfTimeApplication(WebSocketConnector connector, ReconnectingWebSocket priceFeed, WebSocketClient client,
			org.springframework.web.reactive.socket.client.WebSocketClient reactiveClient) {
		this.connector = connector;
		this.priceFeed = priceFeed;
		this.client = client;
		this.reactiveClient = reactiveClient;
	}

	public static void main(String[] args) {
		SpringApplication.run(AheadOfTimeApplication.class, args).close();
	}

	@Override
	public void run(ApplicationArguments args) {
		System.out.println("generated: " + AotDetector.useGeneratedArtifacts());
		System.out.println("maxMessageSize: " + this.connector.options().maxMessageSize());
		System.out.println("named client: " + this.priceFeed.name() + " " + this.priceFeed.state());
		System.out.println("client: " + this.client.getClass().getSimpleName());
		System.out.println("reactive client: " + this.reactiveClient.getClass().getSimpleName());
	}

}
