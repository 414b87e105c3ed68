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

package io.clientwebsocket.benchmarks.codec;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.zip.Deflater;

import com.jcraft.jzlib.JZlib;

import io.clientwebsocket.benchmarks.message.DeflateSamples;
import io.clientwebsocket.protocol.MessageDeflater;

/**
 * Ways to compress with a window of less than 15 bits, by size of what they make of
 * messages with context takeover, and CPU time.
 */
public final class DeflateWindows {

	private static final int ROUNDS = 5;

	private static final int BYTES = 2 * 1024 * 1024;

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private static final byte[] NONE = {};

	private DeflateWindows() {
	}

	/**
	 * Print the table.
	 * @param args none
	 */
	public static void main(String[] args) {
		System.out.println("| data | message | bits | dictionary | jzlib | full flush |");
		System.out.println("|---|---|---|---|---|---|");
		for (DeflateSamples samples : DeflateSamples.values()) {
			for (int size : new int[] { 512, 16 * 1024 }) {
				byte[][] messages = samples.messages(BYTES / size, size);
				for (int bits : new int[] { 9, 10, 12, 14, 15 }) {
					row(samples, size, bits, messages);
				}
			}
		}
	}

	private static void row(DeflateSamples samples, int size, int bits, byte[][] messages) {
		System.out.printf(Locale.ROOT, "| %s | %d | %d | %s | %s | %s |%n", samples, size, bits,
				measure(messages, () -> new Dictionary(bits)), measure(messages, () -> new JZlibWindow(bits)),
				measure(messages, () -> new FullFlush(bits)));
	}

	private static String measure(byte[][] messages, Factory factory) {
		long best = Long.MAX_VALUE;
		long out = 0;
		long in = 0;
		for (int round = 0; round < ROUNDS; round++) {
			out = 0;
			in = 0;
			Way way = factory.create();
			long start = THREADS.getCurrentThreadCpuTime();
			for (byte[] message : messages) {
				out += way.compress(message);
				in += message.length;
			}
			best = Math.min(best, THREADS.getCurrentThreadCpuTime() - start);
			way.end();
		}
		return String.format(Locale.ROOT, "%.3f, %.0f MB/s", (double) out / in, in * 1000.0 / best);
	}

	@FunctionalInterface
	private interface Factory {

		Way create();

	}

	/** A way to compress. */
	private abstract static class Way {

		/** Length of the payload. */
		abstract int compress(byte[] message);

		abstract void end();

	}

	/** Ours: the JDK's deflater, given no more than the window holds; at 15 as it is. */
	private static final class Dictionary extends Way {

		private final ByteBuffer out = ByteBuffer.allocateDirect(64 * 1024);

		private final Deflater deflater = new Deflater(6, true);

		private final MessageDeflater messages;

		Dictionary(int bits) {
			this.messages = new MessageDeflater(bits, true, () -> this.deflater, (deflater) -> deflater.reset());
		}

		@Override
		int compress(byte[] message) {
			this.messages.deflate(ByteBuffer.wrap(message), true, this.out.clear());
			return this.out.position();
		}

		@Override
		void end() {
			this.deflater.end();
		}

	}

	/** A port of zlib to Java, which has windows of 9 to 15 bits. */
	private static final class JZlibWindow extends Way {

		private final byte[] out = new byte[64 * 1024];

		private final com.jcraft.jzlib.Deflater deflater;

		JZlibWindow(int bits) {
			try {
				this.deflater = new com.jcraft.jzlib.Deflater(6, bits, true);
			}
			catch (com.jcraft.jzlib.GZIPException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Override
		int compress(byte[] message) {
			this.deflater.setInput(message);
			this.deflater.setOutput(this.out);
			this.deflater.deflate(JZlib.Z_SYNC_FLUSH);
			return this.out.length - this.deflater.avail_out - 4;
		}

		@Override
		void end() {
			this.deflater.end();
		}

	}

	/** The JDK's deflater with a full flush whenever a window is full. */
	private static final class FullFlush extends Way {

		private final ByteBuffer out = ByteBuffer.allocateDirect(64 * 1024);

		private final Deflater deflater = new Deflater(6, true);

		private final int window;

		private int filled;

		FullFlush(int bits) {
			this.window = 1 << bits;
		}

		@Override
		int compress(byte[] message) {
			this.out.clear();
			int position = 0;
			while (position < message.length) {
				int count = Math.min(this.window - this.filled, message.length - position);
				this.deflater.setInput(message, position, count);
				position += count;
				this.filled = (this.filled + count) % this.window;
				this.deflater.deflate(this.out, (this.filled == 0) ? Deflater.FULL_FLUSH
						: (position == message.length) ? Deflater.SYNC_FLUSH : Deflater.NO_FLUSH);
			}
			this.deflater.setInput(NONE);
			return this.out.position() - 4;
		}

		@Override
		void end() {
			this.deflater.end();
		}

	}

}
