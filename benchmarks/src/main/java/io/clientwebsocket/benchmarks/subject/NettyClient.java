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

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLException;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketClientExtensionHandler;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateClientExtensionHandshaker;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Netty, used as its documentation and examples advise: flushes are consolidated, a flood
 * is written on the event loop for as long as the channel is writable.
 */
public final class NettyClient extends ListenerClient {

	private static final int MAX_HEAD_SIZE = 8192;

	private static final int DEFLATE_LEVEL = 6;

	private final Bootstrap bootstrap;

	private final EventLoopGroup group;

	private final ClientSettings settings;

	private @Nullable SslContext ssl;

	/**
	 * Create.
	 * @param epoll whether to use Linux's epoll by Netty's native library
	 * @param settings what it is made for
	 */
	public NettyClient(boolean epoll, ClientSettings settings) {
		this.settings = settings;
		this.group = new MultiThreadIoEventLoopGroup(epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
		this.bootstrap = new Bootstrap().group(this.group)
			.channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
			.option(ChannelOption.TCP_NODELAY, true);
	}

	@Override
	Line open(URI uri, Listener listener) throws Exception {
		NettyFrames frames = new NettyFrames(listener);
		SslContext tls = uri.getScheme().equals("wss") ? ssl() : null;
		Channel channel = this.bootstrap.clone().handler(new ChannelInitializer<SocketChannel>() {

			@Override
			protected void initChannel(SocketChannel channel) {
				addHandlers(channel, uri, tls, frames);
			}
		}).connect(uri.getHost(), uri.getPort()).sync().channel();
		CompletableFuture<?> opened = frames.opened();
		opened.get(CONNECT_TIMEOUT_SECONDS, TimeUnit.SECONDS);
		return new NettyLine(channel, frames);
	}

	private synchronized SslContext ssl() throws SSLException {
		if (this.ssl == null) {
			this.ssl = SslContextBuilder.forClient().build();
		}
		return this.ssl;
	}

	private void addHandlers(SocketChannel channel, URI uri, @Nullable SslContext tls, NettyFrames frames) {
		WebSocketClientProtocolConfig config = WebSocketClientProtocolConfig.newBuilder()
			.webSocketUri(uri)
			.allowExtensions(this.settings.deflate())
			.maxFramePayloadLength(this.settings.maxMessageSize())
			.build();
		ChannelPipeline pipeline = channel.pipeline();
		if (tls != null) {
			pipeline.addLast(tls.newHandler(channel.alloc(), uri.getHost(), uri.getPort()));
		}
		pipeline.addLast(
				new FlushConsolidationHandler(FlushConsolidationHandler.DEFAULT_EXPLICIT_FLUSH_AFTER_FLUSHES, true));
		pipeline.addLast(new HttpClientCodec(), new HttpObjectAggregator(MAX_HEAD_SIZE));
		if (this.settings.deflate()) {
			pipeline.addLast(new WebSocketClientExtensionHandler(deflate()));
		}
		pipeline.addLast(new WebSocketClientProtocolHandler(config), frames);
	}

	/**
	 * As {@code WebSocketClientCompressionHandler} has it, which refuses servers that
	 * want no context takeover.
	 */
	private PerMessageDeflateClientExtensionHandshaker deflate() {
		return new PerMessageDeflateClientExtensionHandshaker(DEFLATE_LEVEL, false,
				PerMessageDeflateServerExtensionHandshaker.MAX_WINDOW_SIZE, true, false,
				this.settings.maxMessageSize());
	}

	@Override
	public void close() {
		Future<?> unused = this.group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
	}

}
