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

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.clientwebsocket.conformance.CaseEnd.Kind;
import io.clientwebsocket.test.Frames;
import io.clientwebsocket.test.ScriptedConnection;
import io.clientwebsocket.test.ServerFrame;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The cases of group 9 of the suite: sizes and numbers.
 */
class LimitCasesTests {

	private static final int MIB = 1024 * 1024;

	private static CaseRunner runner;

	@BeforeAll
	static void open() {
		runner = new CaseRunner(false);
	}

	@AfterAll
	static void close() {
		runner.close();
	}

	@ParameterizedTest
	@CsvSource({ "9.1.1, 65536", "9.1.2, 262144", "9.1.3, 1048576", "9.1.4, 4194304", "9.1.5, 8388608",
			"9.1.6, 16777216" })
	void largeTextComesBack(String number, int size) throws Exception {
		String text = text(size);
		assertOk(number, (client) -> client.send(Frames.text(text)).expectText(text));
	}

	@ParameterizedTest
	@CsvSource({ "9.2.1, 65536", "9.2.2, 262144", "9.2.3, 1048576", "9.2.4, 4194304", "9.2.5, 8388608",
			"9.2.6, 16777216" })
	void largeBinaryComesBack(String number, int size) throws Exception {
		byte[] bytes = mixed(size);
		assertOk(number, (client) -> client.send(Frames.binary(bytes)).expectBinary(bytes));
	}

	@ParameterizedTest
	@CsvSource({ "9.3.1, 64", "9.3.2, 256", "9.3.3, 1024", "9.3.4, 4096", "9.3.5, 16384", "9.3.6, 65536",
			"9.3.7, 262144", "9.3.8, 1048576", "9.3.9, 4194304" })
	void textInManyFragmentsComesBackWhole(String number, int size) throws Exception {
		String fragment = "*".repeat(size);
		assertOk(number,
				(client) -> sendFragments(client, 4 * MIB / size, Frames.text(fragment), Frames.continuation(fragment))
					.expectText("*".repeat(4 * MIB)));
	}

	@ParameterizedTest
	@CsvSource({ "9.4.1, 64", "9.4.2, 256", "9.4.3, 1024", "9.4.4, 4096", "9.4.5, 16384", "9.4.6, 65536",
			"9.4.7, 262144", "9.4.8, 1048576", "9.4.9, 4194304" })
	void binaryInManyFragmentsComesBackWhole(String number, int size) throws Exception {
		byte[] fragment = bytes(size);
		assertOk(number, (
				client) -> sendFragments(client, 4 * MIB / size, Frames.binary(fragment), Frames.continuation(fragment))
					.expectBinary(bytes(4 * MIB)));
	}

	@ParameterizedTest
	@CsvSource({ "9.5.1, 64", "9.5.2, 128", "9.5.3, 256", "9.5.4, 512", "9.5.5, 1024", "9.5.6, 2048" })
	void textInManyChopsComesBack(String number, int size) throws Exception {
		String text = text(MIB);
		assertOk(number, (client) -> client.sendSlowly(Frames.text(text).toBytes(), size).expectText(text));
	}

	@ParameterizedTest
	@CsvSource({ "9.6.1, 64", "9.6.2, 128", "9.6.3, 256", "9.6.4, 512", "9.6.5, 1024", "9.6.6, 2048" })
	void binaryInManyChopsComesBack(String number, int size) throws Exception {
		byte[] bytes = mixed(MIB);
		assertOk(number, (client) -> client.sendSlowly(Frames.binary(bytes).toBytes(), size).expectBinary(bytes));
	}

	@ParameterizedTest
	@CsvSource({ "9.7.1, 0", "9.7.2, 16", "9.7.3, 64", "9.7.4, 256", "9.7.5, 1024", "9.7.6, 4096" })
	void thousandTextsComeBackOneByOne(String number, int size) throws Exception {
		String text = "*".repeat(size);
		assertOk(number, (client) -> {
			for (int i = 0; i < 1000; i++) {
				client.sendText(text).expectText(text);
			}
		});
	}

	@ParameterizedTest
	@CsvSource({ "9.8.1, 0", "9.8.2, 16", "9.8.3, 64", "9.8.4, 256", "9.8.5, 1024", "9.8.6, 4096" })
	void thousandBinariesComeBackOneByOne(String number, int size) throws Exception {
		byte[] bytes = bytes(size);
		assertOk(number, (client) -> {
			for (int i = 0; i < 1000; i++) {
				client.sendBinary(bytes).expectBinary(bytes);
			}
		});
	}

	/** The last fragment is empty, as {@link Fragments} says. */
	private static ScriptedConnection sendFragments(ScriptedConnection client, int count, ServerFrame first,
			ServerFrame next) {
		if (count == 1) {
			return client.send(first);
		}
		return client.send(first.fragment()).flood(count - 1, next.fragment()).send(Frames.continuation(""));
	}

	private static String text(int size) {
		return "BAsd7&jh23".repeat(size / 10 + 1).substring(0, size);
	}

	private static byte[] mixed(int size) {
		byte[] pattern = Frames.hex("00 FE 23 FA F0");
		byte[] bytes = new byte[size];
		for (int i = 0; i < size; i++) {
			bytes[i] = pattern[i % pattern.length];
		}
		return bytes;
	}

	private static byte[] bytes(int size) {
		byte[] bytes = new byte[size];
		Arrays.fill(bytes, (byte) 0xFE);
		return bytes;
	}

	private static void assertOk(String number, Exchange exchange) throws Exception {
		CaseEnd end = runner.run(number, (client) -> {
			SuiteServer.acceptHandshake(client);
			exchange.run(client);
			Ending.CLOSED.play(client);
		});
		assertThat(end.kind()).isEqualTo(Kind.CLOSED);
	}

	/**
	 * What happens between the handshakes.
	 */
	private interface Exchange {

		void run(ScriptedConnection client);

	}

}
