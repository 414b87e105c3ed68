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

import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.MessageType;
import io.clientwebsocket.SendFlag;
import io.clientwebsocket.WebSocketState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Contract of arguments: what is wrong in itself is told by the call, in both forms,
 * before anything else is looked at, and changes nothing.
 */
class ArgumentContractTests extends ContractTests {

	private static final CloseStatus NORMAL = CloseStatus.NORMAL_CLOSURE;

	private static final String UNPAIRED = "a\uD83D";

	@Test
	void argumentsAreCheckedBeforeTheState() throws Exception {
		RawPeer peer = open();
		ClientWebSocket socket = peer.client();
		ByteBuffer readOnly = ByteBuffer.allocate(1).asReadOnlyBuffer();
		String longReason = "x".repeat(124);
		socket.abort();
		assertThatIllegalArgumentException().isThrownBy(() -> socket.send(utf8("a"), MessageType.CLOSE));
		assertThatIllegalArgumentException().isThrownBy(() -> socket.sendAsync(utf8("a"), MessageType.CLOSE));
		assertThatIllegalArgumentException().isThrownBy(() -> socket.sendText(UNPAIRED));
		assertThatIllegalArgumentException().isThrownBy(() -> socket.receive(readOnly));
		assertThatIllegalArgumentException().isThrownBy(() -> socket.receiveAsync(readOnly));
		assertThatIllegalArgumentException().isThrownBy(() -> socket.pingAsync(ByteBuffer.allocate(126)));
		assertThatIllegalArgumentException().isThrownBy(() -> socket.sendPongAsync(ByteBuffer.allocate(126)));
		assertThatIllegalArgumentException().isThrownBy(() -> socket.close(NORMAL, longReason));
		assertThatIllegalArgumentException().isThrownBy(() -> socket.closeAsync(NORMAL, longReason));
		assertThatIllegalArgumentException().isThrownBy(() -> socket.closeOutput(NORMAL, longReason));
		assertThatIllegalArgumentException().isThrownBy(() -> socket.closeOutputAsync(NORMAL, longReason));
	}

	@Test
	void textWithAnUnpairedSurrogateIsAnIllegalArgument() throws Exception {
		RawPeer peer = open();
		assertThatIllegalArgumentException().isThrownBy(() -> peer.client().sendText(UNPAIRED))
			.withMessageContaining("'text'");
		assertThatIllegalArgumentException().isThrownBy(() -> peer.client().sendTextAsync(UNPAIRED));
		assertThat(peer.client().state()).isEqualTo(WebSocketState.OPEN);
		peer.expectNothingElse();
	}

	@Test
	void reasonWithAnUnpairedSurrogateIsAnIllegalArgument() throws Exception {
		RawPeer peer = open();
		assertThatIllegalArgumentException().isThrownBy(() -> peer.client().close(NORMAL, UNPAIRED))
			.withMessageContaining("'reason'");
		assertThatIllegalArgumentException().isThrownBy(() -> peer.client().closeOutputAsync(NORMAL, UNPAIRED));
		assertThat(peer.client().state()).isEqualTo(WebSocketState.OPEN);
		peer.expectNothingElse();
	}

	@Test
	void payloadOfAControlFrameHasAtMost125Bytes() throws Exception {
		RawPeer peer = open();
		ClientWebSocket socket = peer.client();
		ByteBuffer tooLong = ByteBuffer.allocate(126);
		assertThatIllegalArgumentException().isThrownBy(() -> socket.ping(tooLong))
			.withMessage("'payload' must have at most 125 bytes (RFC 6455, 5.5), but has 126");
		assertThatIllegalArgumentException().isThrownBy(() -> socket.pingAsync(tooLong));
		assertThatIllegalArgumentException().isThrownBy(() -> socket.sendPong(tooLong));
		assertThatIllegalArgumentException().isThrownBy(() -> socket.sendPongAsync(tooLong));
		socket.sendPong(tooLong.position(1));
		assertThat(peer.nextFrame().bytes()).hasSize(125);
		peer.expectNothingElse();
	}

	@Test
	void bytesOfATextFrameAreSentUnchecked() throws Exception {
		RawPeer peer = open();
		peer.client().send(ByteBuffer.wrap(Frames.hex("C3 28")), MessageType.TEXT, SendFlag.END_OF_MESSAGE);
		ReceivedFrame frame = peer.nextFrame();
		assertThat(frame.opcode()).isEqualTo(Opcode.TEXT);
		assertThat(frame.bytes()).isEqualTo(Frames.hex("C3 28"));
	}

	@Test
	void nullIsRefusedAndChangesNothing() throws Exception {
		RawPeer peer = open();
		ClientWebSocket socket = peer.client();
		assertThatNullPointerException().isThrownBy(() -> socket.sendText(null));
		assertThatNullPointerException().isThrownBy(() -> ignore(socket.sendTextAsync(null)));
		assertThatNullPointerException().isThrownBy(() -> socket.sendBinary(null));
		assertThatNullPointerException().isThrownBy(() -> ignore(socket.sendBinaryAsync(null)));
		assertThatNullPointerException().isThrownBy(() -> socket.send(null, MessageType.TEXT));
		assertThatNullPointerException().isThrownBy(() -> ignore(socket.sendAsync(null, MessageType.TEXT)));
		assertThatNullPointerException().isThrownBy(() -> socket.send(utf8("a"), null));
		assertThatNullPointerException().isThrownBy(() -> socket.receive((ByteBuffer) null));
		assertThatNullPointerException().isThrownBy(() -> ignore(socket.receiveAsync(null)));
		assertThatNullPointerException().isThrownBy(() -> socket.ping(null));
		assertThatNullPointerException().isThrownBy(() -> ignore(socket.pingAsync(null)));
		assertThatNullPointerException().isThrownBy(() -> socket.sendPong(null));
		assertThatNullPointerException().isThrownBy(() -> ignore(socket.sendPongAsync(null)));
		assertThatNullPointerException().isThrownBy(() -> socket.close(null, null));
		assertThatNullPointerException().isThrownBy(() -> ignore(socket.closeOutputAsync(null, null)));
		assertThat(socket.state()).isEqualTo(WebSocketState.OPEN);
		socket.sendText("whole");
		assertThat(peer.next()).isEqualTo("text \"whole\"");
		peer.expectNothingElse();
	}

	private static void ignore(Future<?> future) throws InterruptedException, ExecutionException {
		future.get();
	}

}
