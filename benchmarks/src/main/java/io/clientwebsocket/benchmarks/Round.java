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

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.benchmarks.server.ServerPorts;
import io.clientwebsocket.benchmarks.subject.Client;
import io.clientwebsocket.benchmarks.subject.ConnectSubject;
import io.clientwebsocket.benchmarks.subject.Kind;
import io.clientwebsocket.benchmarks.subject.Subject;

/**
 * One round of one client: warm-up, then measurement, on the same connections.
 */
final class Round {

	private static final int WARM_UP_INTERVAL_SECONDS = 1;

	/** For the start and the end of the process. */
	private static final Duration SLACK = Duration.ofSeconds(30);

	private final Contender contender;

	private final Scenario scenario;

	private final ServerPorts ports;

	private final List<Probe> probes = new ArrayList<>();

	private final Latencies latencies = new Latencies();

	Round(Contender contender, Scenario scenario, ServerPorts ports) {
		this.contender = contender;
		this.scenario = scenario;
		this.ports = ports;
	}

	/** Time after which a round has failed. */
	static Duration longest(int seconds) {
		return SLACK.plusSeconds(seconds);
	}

	Measurement measure(int warmUpSeconds, int seconds) throws Exception {
		List<Subject> subjects = new ArrayList<>();
		try (Client client = this.contender.factory().create(this.scenario.settings())) {
			List<CompletableFuture<@Nullable Void>> uses = start(client, subjects);
			CompletableFuture<?> firstEnd = CompletableFuture.anyOf(uses.toArray(CompletableFuture[]::new));
			Measurement measurement = observe(firstEnd, warmUpSeconds, seconds);
			this.probes.forEach(Probe::stop);
			for (CompletableFuture<?> use : uses) {
				use.get(SLACK.toSeconds(), TimeUnit.SECONDS);
			}
			subjects.forEach(Subject::close);
			return measurement;
		}
	}

	/** Subjects open their connections one after the other, and then go on at once. */
	private List<CompletableFuture<@Nullable Void>> start(Client client, List<Subject> subjects) throws Exception {
		URI uri = this.scenario.uri(this.ports);
		List<CompletableFuture<@Nullable Void>> uses = new ArrayList<>();
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < this.scenario.sockets(); i++) {
			Subject subject = (this.scenario.kind() == Kind.CONNECT) ? new ConnectSubject(client, uri)
					: client.subject(uri, this.scenario.kind());
			Probe probe = this.scenario.probe(this.latencies);
			subjects.add(subject);
			this.probes.add(probe);
			CompletableFuture<@Nullable Void> use = new CompletableFuture<>();
			uses.add(use);
			threads.add(new Thread(() -> run(subject, probe, use), "use"));
		}
		threads.forEach(Thread::start);
		return uses;
	}

	private static void run(Subject subject, Probe probe, CompletableFuture<@Nullable Void> use) {
		try {
			subject.run(probe, probe);
			use.complete(null);
		}
		catch (Exception | Error ex) {
			use.completeExceptionally(ex);
		}
	}

	private Measurement observe(CompletableFuture<?> end, int warmUpSeconds, int seconds)
			throws IOException, ExecutionException, InterruptedException {
		List<Double> warmUp = new ArrayList<>();
		Sample before = sample();
		for (int i = 0; i < warmUpSeconds; i++) {
			await(end, WARM_UP_INTERVAL_SECONDS);
			Sample now = sample();
			warmUp.add(Measurement.rate(before, now, this.scenario));
			before = now;
		}
		await(end, seconds);
		return Measurement.between(before, sample(), this.scenario, warmUp);
	}

	private Sample sample() throws IOException {
		return Sample.take(this.probes, this.latencies, this.ports.plain());
	}

	/** Let time pass; a subject that ends meanwhile has failed. */
	private static void await(CompletableFuture<?> end, int seconds) throws ExecutionException, InterruptedException {
		try {
			end.get(seconds, TimeUnit.SECONDS);
		}
		catch (TimeoutException ex) {
			return;
		}
		throw new IllegalStateException("expected the client to go on, but it ended");
	}

}
