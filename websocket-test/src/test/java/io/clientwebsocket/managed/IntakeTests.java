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

package io.clientwebsocket.managed;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketMessage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Intake}.
 */
class IntakeTests {

	private final FakeWebSocket socket = new FakeWebSocket(ManagedFixture.SERVER);

	private final Recorder recorder = new Recorder();

	private final Intake intake = new Intake(this.socket, this.recorder);

	@Test
	void messagesThatAreThereComeTogether() {
		this.socket.push("a", "b", "c");
		this.intake.look();
		assertThat(this.recorder.told).containsExactly("[a]", "[b, c]");
		this.socket.push("d");
		assertThat(this.recorder.told).endsWith("[d]");
	}

	@Test
	void noMoreIsTakenThanThereIsRoomFor() {
		this.recorder.room = 3;
		this.socket.push("a", "b", "c", "d", "e");
		this.intake.look();
		assertThat(this.recorder.told).containsExactly("[a]", "[b, c]");
		this.recorder.room = 1;
		this.intake.look();
		assertThat(this.recorder.told).endsWith("[d]");
	}

	@Test
	void closeComesBehindTheMessages() {
		this.socket.push("a", "b", "c");
		this.socket.pushClose(1001);
		this.intake.look();
		assertThat(this.recorder.told).containsExactly("[a]", "[b, c]", "close 1001");
		assertThat(this.intake.ended()).isCompleted();
	}

	@Test
	void lossComesBehindTheMessages() {
		this.socket.push("a", "b", "c");
		this.socket.lose(WebSocketError.CONNECTION_CLOSED_PREMATURELY);
		this.intake.look();
		assertThat(this.recorder.told).containsExactly("[a]", "[b, c]", "lost");
		assertThat(this.intake.ended()).isCompleted();
	}

	@Test
	void threadIsInterruptedThenNothingIsLostAndItStaysInterrupted() {
		this.socket.push("a", "b", "c");
		Thread.currentThread().interrupt();
		this.intake.look();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(String.join("", this.recorder.told)).isEqualTo("[a][b][c]");
	}

	@Test
	void stoppedThenWhatIsThereStays() {
		this.socket.push("a");
		this.intake.stop();
		this.intake.look();
		assertThat(this.recorder.told).isEmpty();
		assertThat(this.intake.ended()).isCompleted();
	}

	private static final class Recorder implements Intake.Receiver {

		private final List<String> told = new ArrayList<>();

		private int room = Integer.MAX_VALUE;

		@Override
		public int room() {
			return this.room;
		}

		@Override
		public void received(List<WebSocketMessage> messages) {
			this.room -= messages.size();
			this.told
				.add(messages.stream().map((message) -> ((WebSocketMessage.Text) message).value()).toList().toString());
		}

		@Override
		public void closed(WebSocketMessage.Close close) {
			this.told.add("close " + close.status().code());
		}

		@Override
		public void lost(Throwable failure) {
			this.told.add("lost");
		}

	}

}
