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

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.jspecify.annotations.Nullable;

import io.clientwebsocket.benchmarks.message.Message;
import io.clientwebsocket.benchmarks.message.MessageSource;

/**
 * A channel after its upgrade.
 */
final class NettyLine implements Line {

	private final Channel channel;

	private final NettyFrames frames;

	/** Direct, so that nothing is copied before it is masked. */
	private final Prepared<ByteBuf> bytes = new Prepared<>(
			(message) -> Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(message.bytes())).asReadOnly());

	NettyLine(Channel channel, NettyFrames frames) {
		this.channel = channel;
		this.frames = frames;
	}

	@Override
	public void send(Message message, Completion completion) {
		ChannelFuture unused = this.channel.writeAndFlush(frame(message))
			.addListener((future) -> completion.ended(future.isSuccess() ? null : future.cause()));
	}

	private WebSocketFrame frame(Message message) {
		String text = message.text();
		return (text != null) ? new TextWebSocketFrame(text)
				: new BinaryWebSocketFrame(this.bytes.of(message).duplicate());
	}

	@Override
	public void sendAll(MessageSource source) throws Exception {
		CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
		this.channel.eventLoop().execute(() -> {
			this.frames.writer(() -> write(source, done));
			write(source, done);
		});
		done.get();
	}

	/** Not on the event loop. */
	@Override
	public void sendAmongOthers(MessageSource source) throws Exception {
		Line.super.sendAll(source);
	}

	private void write(MessageSource source, CompletableFuture<@Nullable Void> done) {
		if (done.isDone()) {
			return;
		}
		while (this.channel.isWritable()) {
			Message message = source.next();
			if (message == null) {
				this.channel.flush();
				done.complete(null);
				return;
			}
			ChannelFuture unused = this.channel.write(frame(message), this.channel.voidPromise());
		}
		this.channel.flush();
	}

	@Override
	public void close() {
		ChannelFuture unused = this.channel.close();
	}

}
