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
import java.util.Arrays;
import java.util.Random;

import com.code_intelligence.jazzer.junit.FuzzTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link MessageDeflater}: whatever is sent, in whatever fragments and frames, a strict
 * peer with a window of just the size that was agreed understands it.
 */
class MessageDeflaterFuzz {

	private static final long[] WINDOWS = { 8, 9, 10, 11, 12, 13, 14, 15 };

	@FuzzTest
	void messageIsUnderstoodWithinTheWindow(byte[] data) {
		FuzzInput input = new FuzzInput(data);
		int bits = (int) input.choose(WINDOWS);
		boolean takeover = input.role() == Role.CLIENT;
		Natives natives = new Natives();
		MessageDeflater deflater = natives.deflater(bits, takeover);
		StrictInflater strict = new StrictInflater(bits);
		MessageInflater inflater = natives.inflater(takeover);
		Random random = new Random(input.seed());
		for (int i = 0; i < 3; i++) {
			byte[] payload = deflate(deflater, input.bytes(), random);
			assertThat(strict.inflate(payload)).isEqualTo(input.bytes());
			assertThat(Samples.inflate(inflater, payload, random)).isEqualTo(input.bytes());
			if (!takeover) {
				strict.reset();
				assertThat(natives.inUse()).isZero();
			}
		}
		deflater.end();
		inflater.end();
		assertThat(natives.inUse()).isZero();
	}

	private static byte[] deflate(MessageDeflater deflater, byte[] message, Random random) {
		ByteArrayOutputStream payload = new ByteArrayOutputStream();
		int border = random.nextInt(message.length + 1);
		int room = MessageDeflater.LEAST_ROOM + random.nextInt(500);
		payload.writeBytes(Samples.deflate(deflater, Arrays.copyOf(message, border), false, room));
		payload.writeBytes(Samples.deflate(deflater, Arrays.copyOfRange(message, border, message.length), true, room));
		return payload.toByteArray();
	}

}
