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

package io.clientwebsocket.benchmarks;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.clientwebsocket.benchmarks.server.NeutralServer;
import io.clientwebsocket.benchmarks.server.ServerPorts;
import io.clientwebsocket.benchmarks.subject.Transport;

import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * Every client transfers random messages unchanged, in every way in which it is measured.
 * Over HTTP/2 that is asked of ours alone: Jetty's own client now and then loses the
 * first frames there, which a comparison tells and a build must not depend on.
 */
class ContenderTests {

	private static NeutralServer server;

	private static ServerPorts ports;

	@BeforeAll
	static void start() throws Exception {
		server = NeutralServer.start();
		ports = server.ports();
	}

	@AfterAll
	static void stop() throws Exception {
		server.close();
	}

	@ParameterizedTest
	@EnumSource
	@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void randomMessagesArriveUnchanged(Contender contender) {
		Check check = new Check(contender, ports);
		List<Scenario> scenarios = Stream.of(Scenario.values())
			.filter((scenario) -> contender.isOurs() || scenario.transport() != Transport.HTTP_2)
			.toList();
		assertThatCode(() -> check.run(scenarios)).doesNotThrowAnyException();
	}

}
