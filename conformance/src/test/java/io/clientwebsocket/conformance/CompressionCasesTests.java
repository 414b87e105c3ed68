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

package io.clientwebsocket.conformance;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.clientwebsocket.conformance.CaseEnd.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The cases of groups 12 and 13 of the suite: compression of many kinds of data, and with
 * all parameters that its server answers with.
 */
class CompressionCasesTests {

	/**
	 * Length of the messages, and of the frames that the server sends; 0 for one each.
	 */
	private static final int[][] SIZES = { { 16, 0 }, { 64, 0 }, { 256, 0 }, { 1024, 0 }, { 4096, 0 }, { 8192, 0 },
			{ 16384, 0 }, { 32768, 0 }, { 65536, 0 }, { 131072, 0 }, { 8192, 256 }, { 16384, 256 }, { 32768, 256 },
			{ 65536, 256 }, { 131072, 256 }, { 131072, 1024 }, { 131072, 4096 }, { 131072, 32768 } };

	private static final String DEFLATE = "permessage-deflate";

	/**
	 * The answers of group 13; to the three offers of the last one it gives its first.
	 */
	private static final String[] ANSWERS = { "", "; client_no_context_takeover", "; client_max_window_bits=8",
			"; client_max_window_bits=15", "; client_no_context_takeover; client_max_window_bits=8",
			"; client_no_context_takeover; client_max_window_bits=15",
			"; client_max_window_bits=8; client_no_context_takeover" };

	private static final int MOST_MESSAGES = 1000;

	private static final int MOST_BYTES = 512 * 1024;

	private static CaseRunner runner;

	@BeforeAll
	static void open() {
		runner = new CaseRunner(true);
	}

	@AfterAll
	static void close() {
		runner.close();
	}

	static Stream<Arguments> kindsOfData() {
		return Arrays.stream(SampleData.values()).flatMap((data) -> cases(data.group(), data));
	}

	static Stream<Arguments> answers() {
		return IntStream.range(0, ANSWERS.length)
			.boxed()
			.flatMap((number) -> cases("13." + (number + 1), ANSWERS[number]));
	}

	private static Stream<Arguments> cases(String group, Object subject) {
		return IntStream.range(0, SIZES.length)
			.mapToObj((i) -> Arguments.of(group + "." + (i + 1), subject, SIZES[i][0], SIZES[i][1]));
	}

	@ParameterizedTest
	@MethodSource("kindsOfData")
	void dataOfAnyKindComesBack(String number, SampleData data, int length, int frameSize) throws Exception {
		assertOk(number, "", data, length, frameSize);
	}

	@ParameterizedTest
	@MethodSource("answers")
	void dataComesBackWhateverTheServerHasAnswered(String number, String answer, int length, int frameSize)
			throws Exception {
		assertOk(number, answer, SampleData.JSON, length, frameSize);
	}

	private static void assertOk(String number, String answer, SampleData data, int length, int frameSize)
			throws Exception {
		CaseEnd end = runner.run(number, (client) -> {
			client.acceptHandshake((handshake) -> handshake.extensions(DEFLATE + answer));
			try (CompressedMessages messages = new CompressedMessages(client, clientWindow(answer))) {
				exchange(messages, data, length, frameSize);
			}
			Ending.CLOSED.play(client);
		});
		assertThat(end.kind()).isEqualTo(Kind.CLOSED);
	}

	private static int clientWindow(String answer) {
		int size = answer.contains("client_max_window_bits=8") ? 256 : 32768;
		return answer.contains("client_no_context_takeover") ? 0 : size;
	}

	/** One message after the other, from where the last one ended. */
	private static void exchange(CompressedMessages messages, SampleData data, int length, int frameSize) {
		String text = data.text();
		int from = 0;
		for (int i = 0; i < Math.min(MOST_MESSAGES, MOST_BYTES / length); i++) {
			int to = from + length;
			String part = (to <= text.length()) ? text.substring(from, to)
					: text.substring(from) + text.substring(0, to - text.length());
			from = to % text.length();
			messages.send(data.bytes(part), data.isBinary(), frameSize);
			messages.expect(data.bytes(part), data.isBinary());
		}
	}

}
