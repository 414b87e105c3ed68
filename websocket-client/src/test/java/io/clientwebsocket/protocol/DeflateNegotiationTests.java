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

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.DeflateOptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DeflateNegotiation}.
 */
class DeflateNegotiationTests {

	private static DeflateOptions options(int clientBits, boolean clientTakeover, int serverBits,
			boolean serverTakeover) {
		return new DeflateOptions(clientBits, serverBits, clientTakeover, serverTakeover, 100, 1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					15 | true  | 15 | true  | permessage-deflate; client_max_window_bits
					14 | true  | 15 | true  | permessage-deflate; client_max_window_bits=14
					15 | true  | 14 | true  | permessage-deflate; client_max_window_bits; server_max_window_bits=14
					10 | true  | 11 | true  | permessage-deflate; client_max_window_bits=10; server_max_window_bits=11
					15 | false | 15 | true  | permessage-deflate; client_max_window_bits; client_no_context_takeover
					15 | true  | 15 | false | permessage-deflate; client_max_window_bits; server_no_context_takeover
					15 | false | 15 | false | permessage-deflate; client_max_window_bits; client_no_context_takeover; server_no_context_takeover
					9  | false | 9  | false | permessage-deflate; client_max_window_bits=9; client_no_context_takeover; server_max_window_bits=9; server_no_context_takeover
					""")
	void offerIsWrittenInOneOrder(int clientBits, boolean clientTakeover, int serverBits, boolean serverTakeover,
			String offer) {
		assertThat(new DeflateNegotiation(options(clientBits, clientTakeover, serverBits, serverTakeover)).offer())
			.isEqualTo(offer);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "none",
			textBlock = """
					permessage-deflate                                         | 15 | true  | 15 | true
					permessage-deflate; client_max_window_bits=15              | 15 | true  | 15 | true
					permessage-deflate; client_max_window_bits=9               | 9  | true  | 15 | true
					permessage-deflate; client_max_window_bits=8               | 8  | true  | 15 | true
					permessage-deflate; server_max_window_bits=15              | 15 | true  | 15 | true
					permessage-deflate; server_max_window_bits=9               | 15 | true  | 9  | true
					permessage-deflate; server_max_window_bits=8               | 15 | true  | 8  | true
					permessage-deflate; client_no_context_takeover             | 15 | false | 15 | true
					permessage-deflate; server_no_context_takeover             | 15 | true  | 15 | false
					permessage-deflate;server_no_context_takeover;client_max_window_bits=12;client_no_context_takeover;server_max_window_bits=10 | 12 | false | 10 | false
					' permessage-deflate ; server_max_window_bits = 10 '       | 15 | true  | 10 | true
					', permessage-deflate ,'                                   | 15 | true  | 15 | true
					""")
	void answerToTheDefaultsIsAgreed(String answer, int clientBits, boolean clientTakeover, int serverBits,
			boolean serverTakeover) {
		DeflateNegotiation negotiation = new DeflateNegotiation(options(15, true, 15, true));
		assertThat(negotiation.agree(List.of(answer)))
			.isEqualTo(options(clientBits, clientTakeover, serverBits, serverTakeover));
	}

	@Test
	void answerWithoutTheExtensionAgreesToNothing() {
		DeflateNegotiation negotiation = new DeflateNegotiation(options(9, true, 9, true));
		assertThat(negotiation.agree(List.of())).isNull();
		assertThat(negotiation.agree(List.of("", " , "))).isNull();
	}

	/** We offered to send less far back, and do, whatever the server makes of it. */
	@Test
	void serverThatOmitsTheClientsParametersChangesNothingOfThem() {
		DeflateNegotiation negotiation = new DeflateNegotiation(options(10, false, 15, true));
		assertThat(negotiation.agree(List.of("permessage-deflate"))).isEqualTo(options(10, false, 15, true));
	}

	@Test
	void serverThatKeepsItsContextAlthoughAskedNotToIsUnderstood() {
		DeflateNegotiation negotiation = new DeflateNegotiation(options(15, true, 15, false));
		assertThat(negotiation.agree(List.of("permessage-deflate"))).isEqualTo(options(15, true, 15, true));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					permessage-deflate; client_max_window_bits=11                       | expected client_max_window_bits within 8 to 10, but was '11'
					permessage-deflate; server_max_window_bits=12                       | expected server_max_window_bits within 8 to 11, but was '12'
					permessage-deflate                                                  | expected server_max_window_bits of at most 11, as was asked for, but was 'none'
					permessage-deflate; server_max_window_bits=11; client_max_window_bits   | within 8 to 10, but was 'no value'
					permessage-deflate; server_max_window_bits                          | within 8 to 11, but was 'no value'
					permessage-deflate; server_max_window_bits=                         | expected a list of extensions, but was
					permessage-deflate; server_max_window_bits=7                        | but was '7'
					permessage-deflate; server_max_window_bits=16                       | but was '16'
					permessage-deflate; server_max_window_bits=09                       | but was '09'
					permessage-deflate; server_max_window_bits=+9                       | but was '+9'
					permessage-deflate; server_max_window_bits=ten                      | but was 'ten'
					permessage-deflate; server_max_window_bits=99999999999              | but was '99999999999'
					permessage-deflate; server_max_window_bits="10"                     | but was '"10"'
					permessage-deflate; server_max_window_bits=10; server_max_window_bits=10 | expected server_max_window_bits once, but was 'twice'
					permessage-deflate; server_no_context_takeover; server_no_context_takeover; server_max_window_bits=9 | expected server_no_context_takeover once
					permessage-deflate; server_no_context_takeover=1                    | without a value, but was 'server_no_context_takeover=1'
					permessage-deflate; mem_level=9; server_max_window_bits=10          | expected parameters of permessage-deflate, but was 'mem_level=9'
					permessage-deflate; Server_Max_Window_Bits=10                       | but was 'Server_Max_Window_Bits=10'
					permessage-deflate; server_max_window_bits=10, permessage-deflate   | expected permessage-deflate once, but was '2 of it'
					permessage-deflate-x                                                | expected only permessage-deflate, which was offered, but was 'permessage-deflate-x'
					x-webkit-deflate-frame, permessage-deflate; server_max_window_bits=9 | but was 'x-webkit-deflate-frame'
					permessage-deflate; server_max_window_bits=9, bbf-usp-protocol      | but was 'bbf-usp-protocol'
					permessage-deflate; x="a\\"b"; server_max_window_bits=9             | expected parameters of permessage-deflate, but was 'x="a\\"b"'
					permessage-deflate; x="a\\"; server_max_window_bits=9              | expected a list of extensions
					permessage-deflate; x\u007F; server_max_window_bits=9              | expected a list of extensions
					permessage-deflate; ;server_max_window_bits=9                       | expected a list of extensions
					permessage-deflate server_max_window_bits=9                         | expected a list of extensions
					; permessage-deflate                                                | expected a list of extensions
					""")
	void answerThatIsNoneToTheOfferIsRefusedWithItsText(String answer, String message) {
		DeflateNegotiation negotiation = new DeflateNegotiation(options(10, true, 11, true));
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> negotiation.agree(List.of(answer)))
			.withMessageContaining(message)
			.withMessageEndingWith("in header 'Sec-WebSocket-Extensions: " + answer + "'")
			.satisfies((ex) -> assertThat(ex.status()).isEqualTo(CloseStatus.PROTOCOL_ERROR));
	}

	@ParameterizedTest
	@ValueSource(strings = { "permessage-deflate|permessage-deflate", "permessage-deflate|foo" })
	void linesOfAHeaderAreOneList(String lines) {
		DeflateNegotiation negotiation = new DeflateNegotiation(DeflateOptions.defaults());
		assertThatExceptionOfType(ProtocolException.class)
			.isThrownBy(() -> negotiation.agree(List.of(lines.split("\\|"))));
	}

	@Test
	void endlessAnswerIsRefusedAtOnce() {
		DeflateNegotiation negotiation = new DeflateNegotiation(DeflateOptions.defaults());
		String answer = "permessage-deflate" + "; a=\"b\\\"\"".repeat(100_000);
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> negotiation.agree(List.of(answer)));
	}

}
