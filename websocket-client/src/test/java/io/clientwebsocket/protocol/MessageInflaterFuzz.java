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

package io.clientwebsocket.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.jspecify.annotations.Nullable;

import io.clientwebsocket.CloseStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link MessageInflater}: whatever comes, it ends, with the same message or the same
 * verdict in whatever pieces it comes and goes, and gives its native memory back.
 */
class MessageInflaterFuzz {

	/** Where a message that grows and grows is no longer looked at. */
	private static final int LIMIT = 64 * 1024;

	@FuzzTest
	void messageIsTheSameInWhateverPiecesItComes(byte[] data) {
		FuzzInput input = new FuzzInput(data);
		boolean takeover = input.role() == Role.CLIENT;
		String whole = inflateTwice(input.bytes(), takeover, null);
		assertThat(inflateTwice(input.bytes(), takeover, new Random(input.seed()))).isEqualTo(whole);
	}

	/** The input as two messages, so that the second one may refer to the first one. */
	private static String inflateTwice(byte[] payload, boolean takeover, @Nullable Random random) {
		Natives natives = new Natives();
		MessageInflater inflater = natives.inflater(takeover);
		StringBuilder result = new StringBuilder();
		try {
			for (int i = 0; i < 2; i++) {
				result.append(HexFormat.of().formatHex(inflate(inflater, payload, random))).append(';');
			}
		}
		catch (ProtocolException ex) {
			assertThat(ex.status()).isEqualTo(CloseStatus.INVALID_PAYLOAD_DATA);
			result.append("refused");
		}
		inflater.end();
		assertThat(natives.inUse()).isZero();
		return result.toString();
	}

	private static byte[] inflate(MessageInflater inflater, byte[] payload, @Nullable Random random) {
		ByteArrayOutputStream message = new ByteArrayOutputStream();
		ByteBuffer in = ByteBuffer.wrap(payload);
		boolean more = true;
		while (more && message.size() <= LIMIT) {
			ByteBuffer out = ByteBuffer.allocate((random != null) ? 1 + random.nextInt(50) : 2 * LIMIT);
			inflater.inflate(out);
			message.write(out.array(), 0, out.position());
			if (!out.hasRemaining() && inflater.hasOutput()) {
				continue;
			}
			if (in.hasRemaining()) {
				ByteBuffer piece = inflater.input();
				int most = Math.min(in.remaining(), piece.remaining());
				int count = (random != null) ? random.nextInt(Math.min(most, 20) + 1) : most;
				piece.put(in.slice(in.position(), count));
				in.position(in.position() + count);
				inflater.inputReady();
			}
			else {
				more = inflater.endInput();
			}
		}
		inflater.endMessage();
		if (message.size() > LIMIT) {
			throw new ProtocolException(CloseStatus.INVALID_PAYLOAD_DATA, "as if it were too big");
		}
		return message.toByteArray();
	}

}
