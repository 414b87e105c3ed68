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

package io.clientwebsocket.test;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.Test;

import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.MessageType;
import io.clientwebsocket.SendFlag;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Contract of sending a message as a stream.
 */
class SendStreamContractTests extends ContractTests {

	private static final int FRAME_SIZE = 16 * 1024;

	@Test
	void shortMessageIsOneFrame() throws Exception {
		RawPeer peer = open();
		try (OutputStream stream = peer.client().sendStream(MessageType.BINARY)) {
			stream.write(1);
			stream.write(new byte[] { 0, 2, 3 }, 1, 2);
		}
		ReceivedFrame frame = peer.nextFrame();
		assertThat(frame.fin()).isTrue();
		assertThat(frame.opcode()).isEqualTo(Opcode.BINARY);
		assertThat(frame.bytes()).containsExactly(1, 2, 3);
	}

	@Test
	void messageWithoutBytesIsAnEmptyFrame() throws Exception {
		RawPeer peer = open();
		peer.client().sendStream(MessageType.TEXT).close();
		assertThat(peer.next()).isEqualTo("text \"\"");
	}

	@Test
	void longMessageLeavesInFrames() throws Exception {
		RawPeer peer = open();
		byte[] bytes = pattern(2 * FRAME_SIZE + 7);
		BlockedCall<Boolean> write = BlockedCall.run(() -> {
			try (OutputStream stream = peer.client().sendStream(MessageType.BINARY)) {
				stream.write(bytes);
			}
		});
		List<Integer> lengths = new ArrayList<>();
		byte[] read = new byte[bytes.length];
		int count = 0;
		boolean fin = false;
		while (!fin) {
			ReceivedFrame frame = peer.nextFrame();
			assertThat(frame.opcode()).isEqualTo(lengths.isEmpty() ? Opcode.BINARY : Opcode.CONTINUATION);
			System.arraycopy(frame.bytes(), 0, read, count, frame.bytes().length);
			count += frame.bytes().length;
			lengths.add(frame.bytes().length);
			fin = frame.fin();
		}
		assertThat(lengths).containsExactly(FRAME_SIZE, FRAME_SIZE, 7);
		assertThat(read).isEqualTo(bytes);
		get(write);
	}

	@Test
	void flushSendsAFrameAndCloseTheLastOne() throws Exception {
		RawPeer peer = open();
		try (OutputStream stream = peer.client().sendStream(MessageType.TEXT)) {
			stream.flush();
			stream.write('a');
			stream.flush();
			ReceivedFrame first = peer.nextFrame();
			assertThat(first.fin()).isFalse();
			assertThat(first.text()).isEqualTo("a");
			stream.flush();
			stream.write('b');
		}
		ReceivedFrame last = peer.nextFrame();
		assertThat(last.fin()).isTrue();
		assertThat(last.opcode()).isEqualTo(Opcode.CONTINUATION);
		assertThat(last.text()).isEqualTo("b");
	}

	@Test
	void writerEncodesText() throws Exception {
		RawPeer peer = open();
		try (Writer writer = peer.client().sendWriter()) {
			writer.write("h\u00E9llo ");
			writer.append('\uD83D').append('\uDE00');
		}
		assertThat(peer.nextFrame().text()).isEqualTo("h\u00E9llo \uD83D\uDE00");
	}

	@Test
	void writerRefusesAnUnpairedSurrogate() throws Exception {
		RawPeer peer = open();
		Writer writer = peer.client().sendWriter();
		assertThatExceptionOfType(CharacterCodingException.class).isThrownBy(() -> {
			writer.write("\uD83D!");
			writer.flush();
		});
	}

	@Test
	void otherMessagesWaitForTheEndOfTheStream() throws Exception {
		RawPeer peer = open();
		OutputStream stream = peer.client().sendStream(MessageType.TEXT);
		stream.write('a');
		stream.flush();
		CompletableFuture<Void> behind = peer.client().sendTextAsync("behind");
		CompletableFuture<Void> fragment = peer.client().sendAsync(utf8("x"), MessageType.TEXT);
		CompletableFuture<Void> last = peer.client().sendAsync(utf8("y"), MessageType.TEXT, SendFlag.END_OF_MESSAGE);
		CompletableFuture<Void> third = peer.client().sendTextAsync("third");
		stream.write('b');
		stream.close();
		assertThat(peer.nextFrame().text()).isEqualTo("a");
		assertThat(peer.nextFrame().text()).isEqualTo("b");
		assertThat(peer.next()).isEqualTo("text \"behind\"");
		assertThat(peer.nextFrame().opcode()).isEqualTo(Opcode.TEXT);
		ReceivedFrame y = peer.nextFrame();
		assertThat(y.opcode()).isEqualTo(Opcode.CONTINUATION);
		assertThat(y.fin()).isTrue();
		assertThat(peer.next()).isEqualTo("text \"third\"");
		for (CompletableFuture<Void> sent : List.of(behind, fragment, last, third)) {
			get(sent);
		}
	}

	@Test
	void streamsOfManyThreadsDoNotMix() throws Exception {
		RawPeer peer = open();
		List<BlockedCall<Boolean>> writes = new ArrayList<>();
		int streams = 5;
		for (int i = 0; i < streams; i++) {
			byte[] bytes = new byte[3 * FRAME_SIZE];
			Arrays.fill(bytes, (byte) i);
			writes.add(BlockedCall.run(() -> {
				try (OutputStream stream = peer.client().sendStream(MessageType.BINARY)) {
					stream.write(bytes);
				}
			}));
		}
		for (int i = 0; i < streams; i++) {
			ReceivedFrame frame = peer.nextFrame();
			byte id = frame.bytes()[0];
			assertThat(frame.opcode()).isEqualTo(Opcode.BINARY);
			while (!frame.fin()) {
				frame = peer.nextFrame();
				assertThat(frame.opcode()).isEqualTo(Opcode.CONTINUATION);
				assertThat(frame.bytes()[0]).isEqualTo(id);
			}
		}
		for (BlockedCall<Boolean> write : writes) {
			get(write);
		}
	}

	@Test
	void threadThatWouldWaitForItselfIsTold() throws Exception {
		RawPeer peer = open();
		try (OutputStream stream = peer.client().sendStream(MessageType.TEXT)) {
			stream.write('a');
			stream.flush();
			failure(WebSocketError.INVALID_STATE, () -> peer.client().sendText("b"));
			failure(WebSocketError.INVALID_STATE, () -> peer.client().send(utf8("b"), MessageType.TEXT));
			OutputStream other = peer.client().sendStream(MessageType.TEXT);
			other.write('b');
			assertThatExceptionOfType(IOException.class).isThrownBy(other::flush)
				.withMessageContaining("this thread has begun a message");
		}
		assertThat(peer.nextFrame().text()).isEqualTo("a");
		assertThat(peer.nextFrame().fin()).isTrue();
		peer.client().sendText("c");
		assertThat(peer.next()).isEqualTo("text \"c\"");
	}

	@Test
	void closedStreamIsNotWritten() throws Exception {
		RawPeer peer = open();
		OutputStream stream = peer.client().sendStream(MessageType.TEXT);
		stream.close();
		stream.close();
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> stream.write(1)).withMessageContaining("closed");
		assertThat(peer.next()).isEqualTo("text \"\"");
		peer.expectNothingElse();
	}

	@Test
	void streamOnAnEndedSocketFailsWithTheCause() throws Exception {
		RawPeer peer = open();
		OutputStream stream = peer.client().sendStream(MessageType.TEXT);
		stream.write(1);
		peer.client().abort();
		assertThatExceptionOfType(IOException.class).isThrownBy(stream::flush)
			.withCauseInstanceOf(WebSocketException.class);
		assertThatExceptionOfType(IOException.class).isThrownBy(stream::close);
	}

	@Test
	void frameThatFailsWhileItIsSentFailsTheStream() throws Exception {
		RawPeer peer = open();
		OutputStream stream = peer.client().sendStream(MessageType.BINARY);
		BlockedCall<Boolean> write = BlockedCall.run(() -> stream.write(noise(8_000_000)));
		peer.client().abort();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> get(write))
			.havingCause()
			.isInstanceOf(IOException.class)
			.withCauseInstanceOf(WebSocketException.class);
	}

	@Test
	void closeFrameEndsAnUnfinishedMessage() throws Exception {
		RawPeer peer = open();
		OutputStream stream = peer.client().sendStream(MessageType.TEXT);
		stream.write('a');
		stream.flush();
		peer.client().closeOutput(CloseStatus.NORMAL_CLOSURE, null);
		assertThatExceptionOfType(IOException.class).isThrownBy(stream::close);
		assertThat(peer.nextFrame().text()).isEqualTo("a");
		assertThat(peer.nextFrame().closeCode()).isEqualTo(1000);
	}

	@Test
	void interruptedWriteLosesNothing() throws Exception {
		RawPeer peer = open();
		OutputStream stream = peer.client().sendStream(MessageType.BINARY);
		byte[] bytes = noise(8_000_000);
		int[] taken = new int[1];
		BlockedCall<Boolean> write = BlockedCall.run(() -> {
			try {
				stream.write(bytes);
			}
			catch (InterruptedIOException ex) {
				taken[0] = ex.bytesTransferred;
				throw ex;
			}
		});
		write.interrupt();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> get(write))
			.withCauseInstanceOf(InterruptedIOException.class);
		assertThat(write.leftInterrupt()).isTrue();
		BlockedCall<Boolean> rest = BlockedCall.run(() -> {
			stream.write(bytes, taken[0], bytes.length - taken[0]);
			stream.close();
		});
		int count = 0;
		boolean fin = false;
		while (!fin) {
			ReceivedFrame frame = peer.nextFrame();
			byte[] part = frame.bytes();
			assertThat(part).isEqualTo(Arrays.copyOfRange(bytes, count, count + part.length));
			count += part.length;
			fin = frame.fin();
		}
		assertThat(count).isEqualTo(bytes.length);
		get(rest);
	}

	@Test
	void streamOfTypeCloseIsRefused() throws Exception {
		RawPeer peer = open();
		assertThatIllegalArgumentException().isThrownBy(() -> peer.client().sendStream(MessageType.CLOSE))
			.withMessageContaining("'type'");
	}

}
