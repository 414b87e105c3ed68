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
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

import io.clientwebsocket.benchmarks.message.Message;
import io.clientwebsocket.benchmarks.message.MessageSource;

/**
 * Reactor Netty's HTTP client. What is sent is a publisher: of single messages, or in a
 * flood one that makes a message whenever one is asked for.
 */
public final class ReactorNettyClient extends ListenerClient {

	private final HttpClient client = HttpClient.newConnection().option(ChannelOption.TCP_NODELAY, true);

	private final int maxMessageSize;

	/**
	 * Create.
	 * @param settings what it is made for
	 */
	public ReactorNettyClient(ClientSettings settings) {
		this.maxMessageSize = settings.maxMessageSize();
	}

	@Override
	Line open(URI uri, Listener listener) throws Exception {
		FluxLine line = new FluxLine(listener);
		Disposable connection = this.client
			.websocket(WebsocketClientSpec.builder().maxFramePayloadLength(this.maxMessageSize).build())
			.uri(uri)
			.handle(line::handle)
			.subscribe((none) -> {
			}, line::failed);
		line.opened.get(CONNECT_TIMEOUT_SECONDS, TimeUnit.SECONDS);
		line.connection = connection;
		return line;
	}

	@Override
	public void close() {
		// its event loops are those of the process
	}

	/**
	 * A connection.
	 */
	private static final class FluxLine implements Line {

		/** The answer may be there before the thread that sent has left the sink. */
		private static final Sinks.EmitFailureHandler RETRY = Sinks.EmitFailureHandler
			.busyLooping(Duration.ofSeconds(CONNECT_TIMEOUT_SECONDS));

		private final Listener listener;

		private final CompletableFuture<WebsocketOutbound> opened = new CompletableFuture<>();

		private final Prepared<ByteBuf> bytes = new Prepared<>(
				(message) -> Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(message.bytes())).asReadOnly());

		private final Sinks.Many<WebSocketFrame> single = Sinks.many().unicast().onBackpressureBuffer();

		private @Nullable Disposable connection;

		FluxLine(Listener listener) {
			this.listener = listener;
		}

		Publisher<Void> handle(WebsocketInbound in, WebsocketOutbound out) {
			Mono<Void> received = in.receiveFrames().doOnNext(this::take).then();
			Mono<Void> sent = out.sendObject(this.single.asFlux(), (frame) -> true).then();
			return Mono.when(received, sent, Mono.<Void>fromRunnable(() -> this.opened.complete(out)));
		}

		private void take(WebSocketFrame frame) {
			if (frame instanceof TextWebSocketFrame text && frame.isFinalFragment()) {
				this.listener.text(text.text(), true);
			}
			else {
				this.listener.part(frame.content().nioBuffer(), frame.isFinalFragment());
			}
		}

		void failed(Throwable cause) {
			this.opened.completeExceptionally(cause);
			this.listener.failed(cause);
		}

		@Override
		public void send(Message message, Completion completion) {
			this.single.emitNext(frame(message), RETRY);
			completion.ended(null);
		}

		@Override
		public void sendAll(MessageSource source) throws Exception {
			Flux<WebSocketFrame> all = Flux.generate((sink) -> {
				Message message = source.next();
				if (message == null) {
					sink.complete();
				}
				else {
					sink.next(frame(message));
				}
			});
			this.opened.get().sendObject(all).then().toFuture().get();
		}

		private WebSocketFrame frame(Message message) {
			String text = message.text();
			return (text != null) ? new TextWebSocketFrame(text)
					: new BinaryWebSocketFrame(this.bytes.of(message).duplicate());
		}

		@Override
		public void close() {
			Disposable open = this.connection;
			if (open != null) {
				open.dispose();
			}
		}

	}

}
