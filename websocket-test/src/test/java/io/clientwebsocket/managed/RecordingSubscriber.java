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
import java.util.concurrent.Flow;

/**
 * Records what it is told.
 */
final class RecordingSubscriber implements Flow.Subscriber<Received> {

	final List<String> signals = new ArrayList<>();

	Flow.Subscription subscription;

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		this.subscription = subscription;
		this.signals.add("subscribed");
	}

	@Override
	public void onNext(Received item) {
		this.signals.add(ManagedFixture.describe(item));
	}

	@Override
	public void onError(Throwable failure) {
		this.signals.add("error " + failure.getMessage());
	}

	@Override
	public void onComplete() {
		this.signals.add("complete");
	}

}
