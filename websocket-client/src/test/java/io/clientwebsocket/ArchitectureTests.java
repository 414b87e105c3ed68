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

package io.clientwebsocket;

import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.Timer;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

import io.clientwebsocket.engine.EngineSettings;
import io.clientwebsocket.engine.WebSocketEngine;

/**
 * Which package knows which: the arrows of the architecture.
 */
class ArchitectureTests {

	private static final String ROOT = "io.clientwebsocket";

	private static final String PROTOCOL = "io.clientwebsocket.protocol..";

	private static final String TRANSPORT = "io.clientwebsocket.transport..";

	private static final String ENGINE = "io.clientwebsocket.engine..";

	private static final String JETTY = "io.clientwebsocket.jetty..";

	private static final String STREAM = "io.clientwebsocket.stream..";

	private static final String MANAGED = "io.clientwebsocket.managed..";

	private static final String[] JDK = { "java..", "javax.net..", "javax.crypto..", "javax.security.." };

	private static final String JSPECIFY = "org.jspecify.annotations..";

	private static final String SLF4J = "org.slf4j..";

	private static final JavaClasses LIBRARY = new ClassFileImporter()
		.importUrl(ClientWebSocket.class.getProtectionDomain().getCodeSource().getLocation());

	@Test
	void rootKnowsNothingBelowIt() {
		check(ArchRuleDefinition.classes()
			.that()
			.resideInAPackage(ROOT)
			.should(onlyKnow(ROOT, JSPECIFY))
			.because("what a user imports must not change with what stands below it"));
	}

	@Test
	void protocolKnowsOnlyTheRoot() {
		check(ArchRuleDefinition.classes()
			.that()
			.resideInAPackage(PROTOCOL)
			.should(onlyKnow(ROOT, PROTOCOL, JSPECIFY))
			.because("the protocol is pure: it serves every transport, and is tested without one"));
	}

	@Test
	void protocolHasNoThreadsLocksAndClocks() {
		check(ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage(PROTOCOL)
			.should()
			.dependOnClassesThat(JavaClass.Predicates.resideInAPackage("java.util.concurrent..")
				.or(JavaClass.Predicates.belongToAnyOf(Thread.class, ThreadLocal.class, Timer.class, Clock.class,
						Instant.class)))
			.orShould()
			.accessTargetWhere(isClockOfTheSystem())
			.because("bytes, events and a time go in, bytes and actions come out:"
					+ " only so every order of events can be tested"));
	}

	@Test
	void protocolIsNotSynchronized() {
		check(ArchRuleDefinition.methods()
			.that()
			.areDeclaredInClassesThat()
			.resideInAPackage(PROTOCOL)
			.should()
			.notHaveModifier(JavaModifier.SYNCHRONIZED)
			.because("who calls the protocol holds the lock"));
	}

	@Test
	void transportKnowsOnlyTheRoot() {
		check(ArchRuleDefinition.classes()
			.that()
			.resideInAPackage(TRANSPORT)
			.should(onlyKnow(ROOT, TRANSPORT, JSPECIFY))
			.because("a byte pipe can be made of anything, and knows nothing of what flows through it"));
	}

	@Test
	void engineKnowsOnlyProtocolTransportAndRoot() {
		check(ArchRuleDefinition.classes()
			.that()
			.resideInAPackage(ENGINE)
			.should(onlyKnow(ROOT, PROTOCOL, TRANSPORT, ENGINE, JSPECIFY, SLF4J))
			.because("one socket works in the same way on every transport"));
	}

	@Test
	void engineIsHiddenBehindItsSeam() {
		check(ArchRuleDefinition.classes()
			.that()
			.resideInAPackage(ENGINE)
			.and()
			.areTopLevelClasses()
			.and()
			.doNotBelongToAnyOf(WebSocketEngine.class, EngineSettings.class)
			.should()
			.bePackagePrivate()
			.because("what others cannot see can be changed without asking them"));
	}

	@Test
	void engineIsEnteredByItsSeamAlone() {
		check(ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage(ENGINE)
			.should()
			.dependOnClassesThat(JavaClass.Predicates.resideInAPackage(ENGINE)
				.and(DescribedPredicate
					.not(JavaClass.Predicates.belongToAnyOf(WebSocketEngine.class, EngineSettings.class))))
			.because("a handshake opens a socket and is done with it"));
	}

	@Test
	void onlyHandshakesAndStreamsOpenSockets() {
		check(ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackages(ENGINE, JETTY, STREAM)
			.should()
			.dependOnClassesThat()
			.resideInAPackage(ENGINE)
			.because("sockets are opened by handshakes and over streams, and nowhere else"));
	}

	@Test
	void handshakeKnowsNothingOfStreamsAndManagedConnections() {
		check(ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage(JETTY)
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(STREAM, MANAGED)
			.because("each is a door of its own"));
	}

	@Test
	void streamNeedsNoHandshake() {
		checkOnceThere(ArchRuleDefinition.classes()
			.that()
			.resideInAPackage(STREAM)
			.should(onlyKnow(ROOT, PROTOCOL, TRANSPORT, ENGINE, STREAM, JSPECIFY, SLF4J))
			.because("a socket over any stream needs no HTTP"));
	}

	@Test
	void managedConnectionKnowsOnlyTheRoot() {
		check(ArchRuleDefinition.classes()
			.that()
			.resideInAPackage(MANAGED)
			.should(onlyKnow(ROOT, MANAGED, JSPECIFY, SLF4J))
			.because("it works on any connector, also on one of the user or of a test"));
	}

	@Test
	void nobodyKnowsManagedConnections() {
		check(ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage(MANAGED)
			.should()
			.dependOnClassesThat()
			.resideInAPackage(MANAGED)
			.because("who opens a socket decides what happens when it ends"));
	}

	@Test
	void decisionsOfManagedConnectionsHaveNoThreadsLocksAndClocks() {
		check(ArchRuleDefinition.noClasses()
			.that()
			.haveFullyQualifiedName("io.clientwebsocket.managed.ConnectionMachine")
			.or()
			.haveFullyQualifiedName("io.clientwebsocket.managed.Backoff")
			.or()
			.haveFullyQualifiedName("io.clientwebsocket.managed.RetryAfter")
			.should()
			.dependOnClassesThat(JavaClass.Predicates.resideInAPackage("java.util.concurrent..")
				.or(JavaClass.Predicates.belongToAnyOf(Thread.class, ThreadLocal.class, Timer.class, Clock.class)))
			.orShould()
			.accessTargetWhere(isClockOfTheSystem())
			.because("an event and a time go in, actions come out: only so every order of events can be tested"));
	}

	@Test
	void httpClientIsKnownInOnePlace() {
		check(ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage(JETTY)
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.eclipse.jetty..")
			.because("a type of Jetty in another signature would tie every user to its versions"));
	}

	@Test
	void springIsKnownNowhere() {
		check(ArchRuleDefinition.noClasses()
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework..")
			.because("the library is used without Spring, too"));
	}

	@Test
	void otherLibrariesAreKnownNowhere() {
		check(ArchRuleDefinition.classes()
			.should(onlyKnow("io.clientwebsocket..", JSPECIFY, SLF4J, "org.eclipse.jetty.."))
			.because("every library that we need is one that our users get"));
	}

	@Test
	void packagesHaveNoCycles() {
		check(SlicesRuleDefinition.slices()
			.matching("io.clientwebsocket.(*)..")
			.should()
			.beFreeOfCycles()
			.because("packages that know each other are one package"));
	}

	private static ArchCondition<JavaClass> onlyKnow(String... packages) {
		return ArchConditions.onlyDependOnClassesThat(
				JavaClass.Predicates.resideInAnyPackage(JDK).or(JavaClass.Predicates.resideInAnyPackage(packages)));
	}

	private static DescribedPredicate<JavaAccess<?>> isClockOfTheSystem() {
		Set<String> clocks = Set.of("nanoTime", "currentTimeMillis");
		return DescribedPredicate.describe("a clock of the system is read",
				(access) -> access.getTargetOwner().isEquivalentTo(System.class)
						&& clocks.contains(access.getTarget().getName()));
	}

	private static void check(ArchRule rule) {
		rule.check(LIBRARY);
	}

	/** The package may come later than its rule. */
	private static void checkOnceThere(ArchRule rule) {
		rule.allowEmptyShould(true).check(LIBRARY);
	}

}
