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
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link MessageDeflater} against zlib with a window of just the size that was agreed, by
 * way of Node. Skipped where there is no {@code node}; {@link MessageDeflaterTests} has
 * the same with an inflater of our own.
 */
@Timeout(60)
class NodeWindowTests {

	/** The chunks are small, because zlib takes what is still in one for the window. */
	private static final String SCRIPT = """
			const zlib = require('zlib');
			const data = require('fs').readFileSync(0);
			const options = { windowBits: +process.argv[1], chunkSize: 64, finishFlush: zlib.constants.Z_SYNC_FLUSH };
			process.stdout.write(zlib.inflateRawSync(data, options));
			""";

	@BeforeAll
	static void needsNode() {
		boolean there;
		try {
			there = new ProcessBuilder("node", "--version").start().waitFor(20, TimeUnit.SECONDS);
		}
		catch (IOException | InterruptedException ex) {
			there = false;
		}
		Assumptions.assumeTrue(there, "SKIPPED: there is no 'node' to inflate with windows of 8 to 15 bits");
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 9, 10, 11, 12, 13, 14, 15 })
	void zlibWithTheAgreedWindowUnderstandsEveryMessage(int bits) throws Exception {
		Natives natives = new Natives();
		MessageDeflater deflater = natives.deflater(bits, true);
		Random random = new Random(bits);
		ByteArrayOutputStream messages = new ByteArrayOutputStream();
		ByteArrayOutputStream payloads = new ByteArrayOutputStream();
		for (int i = 0; i < 30; i++) {
			byte[] message = Samples.mixed(random, random.nextInt((i % 5 == 0) ? 100_000 : 1000));
			messages.writeBytes(message);
			payloads.writeBytes(Samples.deflate(deflater, message));
			payloads.writeBytes(new byte[] { 0, 0, -1, -1 });
		}
		deflater.end();
		assertThat(inflate(bits, payloads.toByteArray())).isEqualTo(messages.toByteArray());
	}

	private static byte[] inflate(int bits, byte[] payloads) throws Exception {
		Process node = new ProcessBuilder(List.of("node", "-e", SCRIPT, String.valueOf(bits)))
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		try (OutputStream in = node.getOutputStream()) {
			in.write(payloads);
		}
		byte[] messages = node.getInputStream().readAllBytes();
		assertThat(node.waitFor()).as("exit code").isZero();
		return messages;
	}

}
