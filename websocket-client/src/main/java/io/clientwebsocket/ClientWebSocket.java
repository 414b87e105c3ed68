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

package io.clientwebsocket;

import java.io.OutputStream;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

/**
 * A WebSocket: one end of a connection over which messages go both ways (RFC 6455).
 * <p>
 * <b>Life.</b> A socket is {@link WebSocketState#OPEN} when a {@link WebSocketConnector}
 * hands it out. It ends in {@link WebSocketState#CLOSED} after a close handshake, else in
 * {@link WebSocketState#ABORTED}; from then on it holds no buffer, and after a second at
 * most, in which the server may end the connection, no connection and no timer.
 * <p>
 * <b>Threads.</b> Every method may be called from any thread. Sends keep the order of
 * their calls; receives are served in the order of their calls. PING and CLOSE frames are
 * handled also while nobody receives. Futures complete on the
 * {@linkplain ClientWebSocketOptions#executor() executor} or, when there is nothing to
 * wait for, before the method returns. What a future of a send calls back had better not
 * block: those of other sends of the socket may wait for it.
 * <p>
 * <b>Failures.</b> Blocking methods throw {@link WebSocketException}, futures complete
 * with it. What ends the socket while nobody receives is told to the first receive that
 * comes; after that, operations fail with {@link WebSocketError#INVALID_STATE} and that
 * cause. Arguments that are wrong in themselves are an {@link IllegalArgumentException}
 * of the call in both forms. A blocked thread that is interrupted gets an
 * {@link InterruptedException}, and the socket stays usable unless a method says
 * otherwise.
 *
 * @since 0.1.0
 */
public interface ClientWebSocket extends AutoCloseable {

	/**
	 * State of this socket.
	 * @return the state at this moment
	 */
	WebSocketState state();

	/**
	 * Status that the peer sent in its close frame.
	 * @return the status, {@link CloseStatus#NO_STATUS} if the frame had none, or
	 * {@code null} if no close frame was received
	 */
	@Nullable CloseStatus closeStatus();

	/**
	 * Reason that the peer sent in its close frame.
	 * @return the reason, possibly empty, or {@code null} if no close frame was received
	 */
	@Nullable String closeReason();

	/**
	 * Subprotocol that the server chose, in the spelling in which it was offered.
	 * @return the subprotocol, or {@code null} if none was agreed
	 */
	@Nullable String subprotocol();

	/**
	 * What the server answered to the opening handshake.
	 * @return the answer, or {@code null} of a socket that was opened without a handshake
	 */
	@Nullable HandshakeResponse handshake();

	/**
	 * What ended this socket without a close handshake.
	 * @return the failure of a socket in {@link WebSocketState#ABORTED}, else
	 * {@code null}
	 */
	@Nullable WebSocketException failure();

	/**
	 * Round trip of the last PING that was answered, keep-alive PINGs included.
	 * @return the time from the PING to its PONG, empty if there was none
	 */
	Optional<Duration> lastRoundTrip();

	/**
	 * How much has gone over this socket, and how much waits. Never waits for the
	 * connection; may be asked at any time, also after the end.
	 * @return the numbers at this moment
	 */
	WebSocketStatistics statistics();

	/**
	 * Receive the next part of a message into a buffer: until the buffer is full or the
	 * current frame ends, never beyond a frame. A buffer without room waits for data
	 * without taking it. {@link ReceiveResult#count()} 0 without
	 * {@link ReceiveResult#endOfMessage()} is possible. Not bounded by
	 * {@link ClientWebSocketOptions#maxMessageSize()}.
	 * <p>
	 * An interrupt that comes after bytes were put into the buffer returns these bytes
	 * and stays set.
	 * @param buffer where the bytes go, from its position on; the position is advanced
	 * @return what was received; {@link MessageType#CLOSE} when the peer closed
	 * @throws WebSocketException if nothing can be received any more
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	ReceiveResult receive(ByteBuffer buffer) throws InterruptedException;

	/**
	 * Asynchronous form of {@link #receive(ByteBuffer)}. The buffer belongs to the socket
	 * until the future completes. Cancelling the future ends the receive; what it took so
	 * far is in the buffer.
	 * @param buffer where the bytes go
	 * @return a future of what was received
	 */
	CompletableFuture<ReceiveResult> receiveAsync(ByteBuffer buffer);

	/**
	 * Receive a whole message.
	 * @return the message; {@link WebSocketMessage.Close} when the peer closed
	 * @throws WebSocketException if nothing can be received any more, or the message is
	 * larger than {@link ClientWebSocketOptions#maxMessageSize()}
	 * @throws InterruptedException if the thread is interrupted while it waits; nothing
	 * of a message is lost
	 */
	WebSocketMessage receive() throws InterruptedException;

	/**
	 * Receive a whole message within some time.
	 * @param timeout how long to wait; zero or less does not wait
	 * @return the message, empty when the time is up; nothing of a message is lost then
	 * @throws WebSocketException as {@link #receive()}
	 * @throws InterruptedException as {@link #receive()}
	 */
	Optional<WebSocketMessage> receive(Duration timeout) throws InterruptedException;

	/**
	 * Asynchronous form of {@link #receive()}. Cancelling the future ends the receive,
	 * and nothing of a message is lost.
	 * @return a future of the message
	 */
	CompletableFuture<WebSocketMessage> receiveAsync();

	/**
	 * The messages to come, for a loop: it waits for each message and ends when the peer
	 * closes, or when the thread is interrupted, with the interrupt still set. A lost
	 * connection is a {@link WebSocketException} in the loop.
	 * @return the messages, without the {@link WebSocketMessage.Close}
	 */
	Iterable<WebSocketMessage> messages();

	/**
	 * The messages to come, on demand: a message is received when a subscriber has asked
	 * for it, so that a slow subscriber slows the peer. Completes when the peer closes,
	 * or the socket is closed; a lost connection is an error with a
	 * {@link WebSocketException}. Cancelling ends the receive that waits and leaves the
	 * socket as it is; nothing of a message is lost. Each message goes to one subscriber.
	 * Signals come on the {@linkplain ClientWebSocketOptions#executor() executor}, or on
	 * the thread that asks for more if there is something to receive.
	 * @return the messages, without the {@link WebSocketMessage.Close}
	 */
	Flow.Publisher<WebSocketMessage> publisher();

	/**
	 * Wait for the next message to begin, and receive it as a stream, whatever its size.
	 * @return the message; of type {@link MessageType#CLOSE} when the peer closed
	 * @throws WebSocketException as {@link #receive()}, but for the size
	 * @throws InterruptedException as {@link #receive()}
	 */
	MessageInputStream receiveStream() throws InterruptedException;

	/**
	 * Send a message of any size as a stream, in constant memory. It leaves in frames of
	 * 16 KiB, and with each {@link OutputStream#flush() flush}; a write waits until the
	 * transport has taken the frame before. {@link OutputStream#close() Closing} the
	 * stream ends the message; from its first frame until then, other messages wait.
	 * <p>
	 * What goes wrong is an {@link java.io.IOException} with the
	 * {@link WebSocketException} as its cause. A thread that is interrupted gets an
	 * {@link java.io.InterruptedIOException} with the interrupt still set; nothing that
	 * was written is lost, and the stream can be used further. Not safe for use from many
	 * threads; different streams are.
	 * @param type {@link MessageType#TEXT}, then that it is UTF-8 is up to the caller, or
	 * {@link MessageType#BINARY}
	 * @return the message's stream
	 * @throws IllegalArgumentException if the type is {@link MessageType#CLOSE}
	 */
	OutputStream sendStream(MessageType type);

	/**
	 * Send a text message of any size, as with {@link #sendStream}.
	 * @return the message's writer; an unpaired surrogate is a
	 * {@link java.nio.charset.CharacterCodingException}
	 */
	Writer sendWriter();

	/**
	 * Send a text message and wait until the transport has taken it.
	 * @param text the text; unpaired surrogates are an {@link IllegalArgumentException}
	 * @throws WebSocketException if the message cannot be sent
	 * @throws InterruptedException if the thread is interrupted while it waits: a message
	 * that waits behind others is not sent, one that has begun to be sent is completed
	 */
	void sendText(String text) throws InterruptedException;

	/**
	 * Asynchronous form of {@link #sendText(String)}. Cancelling the future takes back a
	 * message that waits behind others, and aborts the socket if the message has begun to
	 * be sent.
	 * @param text the text
	 * @return a future that completes when the transport has taken the message
	 */
	CompletableFuture<@Nullable Void> sendTextAsync(String text);

	/**
	 * Send a binary message and wait until the transport has taken it.
	 * @param bytes the bytes between position and limit; the buffer is left as it was
	 * @throws WebSocketException if the message cannot be sent
	 * @throws InterruptedException as {@link #send(ByteBuffer, MessageType, SendFlag...)}
	 */
	void sendBinary(ByteBuffer bytes) throws InterruptedException;

	/**
	 * Asynchronous form of {@link #sendBinary(ByteBuffer)}. The bytes must not change
	 * until the future completes; cancelling works as in {@link #sendTextAsync(String)}.
	 * @param bytes the bytes between position and limit
	 * @return a future that completes when the transport has taken the message
	 */
	CompletableFuture<@Nullable Void> sendBinaryAsync(ByteBuffer bytes);

	/**
	 * Send one frame and wait until the transport has taken it. Without
	 * {@link SendFlag#END_OF_MESSAGE} it starts or continues a message of several frames;
	 * until the last of them, whole messages wait, and a blocking whole-message send of
	 * the same thread is an {@link WebSocketError#INVALID_STATE}. Text is sent as it is:
	 * that it is UTF-8 is up to the caller.
	 * <p>
	 * With compression, a frame that does not fit into 64 KiB leaves as several.
	 * @param payload the bytes between position and limit; the buffer is left as it was
	 * @param type {@link MessageType#TEXT} or {@link MessageType#BINARY}; of a
	 * continuation it is ignored
	 * @param flags how to send the frame
	 * @throws IllegalArgumentException if the type is {@link MessageType#CLOSE}, or
	 * {@link SendFlag#DISABLE_COMPRESSION} is not that of the message's first frame
	 * @throws WebSocketException if the frame cannot be sent
	 * @throws InterruptedException if the thread is interrupted while it waits: a frame
	 * that waits behind others is not sent; one that has begun to be sent is completed if
	 * the socket holds a copy of all of it, else the socket is aborted
	 */
	void send(ByteBuffer payload, MessageType type, SendFlag... flags) throws InterruptedException;

	/**
	 * Asynchronous form of {@link #send(ByteBuffer, MessageType, SendFlag...)}. The bytes
	 * must not change until the future completes; cancelling works as in
	 * {@link #sendTextAsync(String)}.
	 * @param payload the bytes between position and limit
	 * @param type {@link MessageType#TEXT} or {@link MessageType#BINARY}
	 * @param flags how to send the frame
	 * @return a future that completes when the transport has taken the frame
	 */
	CompletableFuture<@Nullable Void> sendAsync(ByteBuffer payload, MessageType type, SendFlag... flags);

	/**
	 * Send a PING and wait for its PONG. No receive needs to be pending.
	 * @return the round trip
	 * @throws WebSocketException if the socket is not {@link WebSocketState#OPEN}, or the
	 * peer closes or the connection ends before the answer
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	Duration ping() throws InterruptedException;

	/**
	 * Asynchronous form of {@link #ping()}.
	 * @return a future of the round trip
	 */
	CompletableFuture<Duration> pingAsync();

	/**
	 * Send a PING with a payload and wait for its PONG, which is one with the same
	 * payload, or the answer to a later PING (RFC 6455, 5.5.3). Of PINGs with the same
	 * payload, the first that waits is the one that is answered. Other PINGs carry a
	 * counter of eight bytes.
	 * @param payload the bytes between position and limit, at most 125; they are copied,
	 * and the buffer is left as it was
	 * @return the round trip
	 * @throws IllegalArgumentException if the payload has more than 125 bytes
	 * @throws WebSocketException as {@link #ping()}
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	Duration ping(ByteBuffer payload) throws InterruptedException;

	/**
	 * Asynchronous form of {@link #ping(ByteBuffer)}.
	 * @param payload the bytes between position and limit, at most 125
	 * @return a future of the round trip
	 */
	CompletableFuture<Duration> pingAsync(ByteBuffer payload);

	/**
	 * Send a PONG that nobody asked for, as a sign of life (RFC 6455, 5.5.3), and wait
	 * until the transport has taken it. Each is sent, before messages that wait. The
	 * answer to a PING of the peer is none of the application's business: the socket
	 * sends it.
	 * @param payload the bytes between position and limit, at most 125; they are copied,
	 * and the buffer is left as it was
	 * @throws IllegalArgumentException if the payload has more than 125 bytes
	 * @throws WebSocketException if the PONG cannot be sent
	 * @throws InterruptedException if the thread is interrupted while it waits; the PONG
	 * is sent all the same
	 */
	void sendPong(ByteBuffer payload) throws InterruptedException;

	/**
	 * Asynchronous form of {@link #sendPong(ByteBuffer)}. Cancelling the future does not
	 * take the PONG back.
	 * @param payload the bytes between position and limit, at most 125
	 * @return a future that completes when the transport has taken the PONG; fails with
	 * {@link WebSocketError#SEND_QUEUE_FULL} if more PINGs and PONGs wait than
	 * {@link ClientWebSocketOptions#maxSendQueueSize()} has room for, at 125 bytes each
	 */
	CompletableFuture<@Nullable Void> sendPongAsync(ByteBuffer payload);

	/**
	 * Close handshake: send a close frame, wait for the peer's, release the connection.
	 * Messages that arrive meanwhile and for which no receive is pending are dropped.
	 * Ends within {@link ClientWebSocketOptions#closeTimeout()}; a peer that does not
	 * answer is cut off.
	 * @param status the status to send; {@link CloseStatus#NO_STATUS} sends none
	 * @param reason the reason, at most 123 bytes of UTF-8, or {@code null}
	 * @return how the handshake ended; on a socket that is already closed, how it ended
	 * then
	 * @throws IllegalArgumentException if the status may not be sent, the reason is too
	 * long, or there is a reason without a status
	 * @throws WebSocketException with {@link WebSocketError#INVALID_STATE} if the socket
	 * is aborted
	 * @throws InterruptedException if the thread is interrupted while it waits; the
	 * handshake goes on
	 */
	CloseResult close(CloseStatus status, @Nullable String reason) throws InterruptedException;

	/**
	 * Asynchronous form of {@link #close(CloseStatus, String)}.
	 * @param status the status to send
	 * @param reason the reason, or {@code null}
	 * @return a future of how the handshake ended
	 */
	CompletableFuture<CloseResult> closeAsync(CloseStatus status, @Nullable String reason);

	/**
	 * Send a close frame and wait until the transport has taken it, but not for the
	 * peer's: receiving still works.
	 * @param status the status to send; {@link CloseStatus#NO_STATUS} sends none
	 * @param reason the reason, at most 123 bytes of UTF-8, or {@code null}
	 * @throws IllegalArgumentException as {@link #close(CloseStatus, String)}
	 * @throws WebSocketException if a close frame was sent before, or cannot be sent
	 * @throws InterruptedException if the thread is interrupted while it waits; the close
	 * frame is sent all the same
	 */
	void closeOutput(CloseStatus status, @Nullable String reason) throws InterruptedException;

	/**
	 * Asynchronous form of {@link #closeOutput(CloseStatus, String)}.
	 * @param status the status to send
	 * @param reason the reason, or {@code null}
	 * @return a future that completes when the transport has taken the close frame
	 */
	CompletableFuture<@Nullable Void> closeOutputAsync(CloseStatus status, @Nullable String reason);

	/**
	 * Close handshake with {@link CloseStatus#NORMAL_CLOSURE}. Never throws: a dead peer
	 * is cut off after {@link ClientWebSocketOptions#closeTimeout()}, and an interrupt
	 * ends the wait and stays set, while the handshake goes on. Does nothing on a socket
	 * that has ended.
	 */
	@Override
	void close();

	/**
	 * End the socket at once, without a close handshake. What is pending fails with
	 * {@link WebSocketError#ABORTED}. On a socket that is {@link WebSocketState#CLOSED}
	 * it only stops to wait for the peer to end the connection.
	 */
	void abort();

}
