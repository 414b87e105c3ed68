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

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.util.unit.DataSize;

import io.clientwebsocket.managed.EndpointOrder;

/**
 * Properties of connections that stay, which both the defaults and each named client
 * have.
 *
 * @since 0.1.0
 * @see WebSocketProperties
 */
public abstract class ReconnectingWebSocketProperties extends WebSocketConnectionProperties {

	/**
	 * What the start of the application does with a named client.
	 */
	private @Nullable WebSocketStartup startup;

	/**
	 * Time to wait for a named client at the start of the application.
	 */
	private @Nullable Duration startupTimeout;

	/**
	 * Time without a message after which a connection is ended, even if keep-alive says
	 * that the peer lives. Never unless set.
	 */
	private @Nullable Duration noDataTimeout;

	/**
	 * Whether a connection ends, with 1011, when the listener to its messages throws.
	 */
	private @Nullable Boolean closeOnListenerFailure;

	@NestedConfigurationProperty
	private final WebSocketReconnectProperties reconnect = new WebSocketReconnectProperties();

	private final Endpoints endpoints = new Endpoints();

	private final InboundBuffer inboundBuffer = new InboundBuffer();

	private final SendBuffer sendBuffer = new SendBuffer();

	private final Requests requests = new Requests();

	public @Nullable WebSocketStartup getStartup() {
		return this.startup;
	}

	public void setStartup(@Nullable WebSocketStartup startup) {
		this.startup = startup;
	}

	public @Nullable Duration getStartupTimeout() {
		return this.startupTimeout;
	}

	public void setStartupTimeout(@Nullable Duration startupTimeout) {
		this.startupTimeout = startupTimeout;
	}

	public @Nullable Duration getNoDataTimeout() {
		return this.noDataTimeout;
	}

	public void setNoDataTimeout(@Nullable Duration noDataTimeout) {
		this.noDataTimeout = noDataTimeout;
	}

	public @Nullable Boolean getCloseOnListenerFailure() {
		return this.closeOnListenerFailure;
	}

	public void setCloseOnListenerFailure(@Nullable Boolean closeOnListenerFailure) {
		this.closeOnListenerFailure = closeOnListenerFailure;
	}

	public WebSocketReconnectProperties getReconnect() {
		return this.reconnect;
	}

	public Endpoints getEndpoints() {
		return this.endpoints;
	}

	public InboundBuffer getInboundBuffer() {
		return this.inboundBuffer;
	}

	public SendBuffer getSendBuffer() {
		return this.sendBuffer;
	}

	public Requests getRequests() {
		return this.requests;
	}

	/**
	 * Properties of how one of several servers is chosen.
	 */
	public static class Endpoints {

		/**
		 * Order in which several servers are tried.
		 */
		private @Nullable EndpointOrder order;

		/**
		 * Time for which a server that has failed is passed over.
		 */
		private @Nullable Duration coolDown;

		public @Nullable EndpointOrder getOrder() {
			return this.order;
		}

		public void setOrder(@Nullable EndpointOrder order) {
			this.order = order;
		}

		public @Nullable Duration getCoolDown() {
			return this.coolDown;
		}

		public void setCoolDown(@Nullable Duration coolDown) {
			this.coolDown = coolDown;
		}

	}

	/**
	 * Properties of the messages that wait for the application.
	 */
	public static class InboundBuffer {

		/**
		 * Number of messages that wait to be taken.
		 */
		private @Nullable Integer capacity;

		/**
		 * What happens to one more message.
		 */
		private @Nullable InboundOverflow overflow;

		public @Nullable Integer getCapacity() {
			return this.capacity;
		}

		public void setCapacity(@Nullable Integer capacity) {
			this.capacity = capacity;
		}

		public @Nullable InboundOverflow getOverflow() {
			return this.overflow;
		}

		public void setOverflow(@Nullable InboundOverflow overflow) {
			this.overflow = overflow;
		}

	}

	/**
	 * What happens to a message that comes in when the buffer is full.
	 */
	public enum InboundOverflow {

		/**
		 * It is not received: the server has to wait.
		 */
		BLOCK,

		/**
		 * The message that has waited longest is dropped.
		 */
		DROP_OLDEST,

		/**
		 * It is dropped.
		 */
		DROP_NEWEST,

		/**
		 * The connection ends with 1008, and begins anew.
		 */
		CLOSE

	}

	/**
	 * Properties of the messages that wait for a connection.
	 */
	public static class SendBuffer {

		/**
		 * Whether messages wait for a connection when there is none, instead of failing
		 * at once.
		 */
		private @Nullable Boolean enabled;

		/**
		 * Number of messages that wait.
		 */
		private @Nullable Integer maxMessages;

		/**
		 * Amount of data that waits. If a data size suffix is not specified, bytes will
		 * be used.
		 */
		private @Nullable DataSize maxSize;

		/**
		 * Time for which a message waits.
		 */
		private @Nullable Duration timeToLive;

		/**
		 * What happens to a message for which there is no room.
		 */
		private io.clientwebsocket.managed.SendBuffer.@Nullable Overflow overflow;

		public @Nullable Boolean getEnabled() {
			return this.enabled;
		}

		public void setEnabled(@Nullable Boolean enabled) {
			this.enabled = enabled;
		}

		public @Nullable Integer getMaxMessages() {
			return this.maxMessages;
		}

		public void setMaxMessages(@Nullable Integer maxMessages) {
			this.maxMessages = maxMessages;
		}

		public @Nullable DataSize getMaxSize() {
			return this.maxSize;
		}

		public void setMaxSize(@Nullable DataSize maxSize) {
			this.maxSize = maxSize;
		}

		public @Nullable Duration getTimeToLive() {
			return this.timeToLive;
		}

		public void setTimeToLive(@Nullable Duration timeToLive) {
			this.timeToLive = timeToLive;
		}

		public io.clientwebsocket.managed.SendBuffer.@Nullable Overflow getOverflow() {
			return this.overflow;
		}

		public void setOverflow(io.clientwebsocket.managed.SendBuffer.@Nullable Overflow overflow) {
			this.overflow = overflow;
		}

	}

	/**
	 * Properties of requests that wait for their replies.
	 */
	public static class Requests {

		/**
		 * Time for which a request waits for its reply.
		 */
		private @Nullable Duration timeout;

		/**
		 * Number of requests that may wait for their replies.
		 */
		private @Nullable Integer maxPending;

		public @Nullable Duration getTimeout() {
			return this.timeout;
		}

		public void setTimeout(@Nullable Duration timeout) {
			this.timeout = timeout;
		}

		public @Nullable Integer getMaxPending() {
			return this.maxPending;
		}

		public void setMaxPending(@Nullable Integer maxPending) {
			this.maxPending = maxPending;
		}

	}

}
