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

package io.clientwebsocket.benchmarks.subject;

import java.util.concurrent.CompletableFuture;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.jspecify.annotations.Nullable;

/**
 * Last handler of a channel: what Netty has decoded.
 */
final class NettyFrames extends SimpleChannelInboundHandler<WebSocketFrame> {

	private final Listener listener;

	private final CompletableFuture<@Nullable Void> opened = new CompletableFuture<>();

	/** Goes on to write when the channel is writable again; event loop. */
	private @Nullable Runnable writer;

	NettyFrames(Listener listener) {
		this.listener = listener;
	}

	CompletableFuture<@Nullable Void> opened() {
		return this.opened;
	}

	void writer(Runnable writer) {
		this.writer = writer;
	}

	@Override
	protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
		if (frame instanceof TextWebSocketFrame whole && frame.isFinalFragment()) {
			this.listener.text(whole.text(), true);
		}
		else {
			this.listener.part(frame.content().nioBuffer(), frame.isFinalFragment());
		}
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext context, Object event) {
		if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
			this.opened.complete(null);
		}
	}

	@Override
	public void channelWritabilityChanged(ChannelHandlerContext context) {
		Runnable current = this.writer;
		if (current != null && context.channel().isWritable()) {
			current.run();
		}
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		this.opened.completeExceptionally(cause);
		this.listener.failed(cause);
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		exceptionCaught(context, new IllegalStateException("expected an open channel"));
	}

}
