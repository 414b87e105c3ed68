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

import java.net.URI;

import org.jspecify.annotations.Nullable;

/**
 * Tells the supervisor how an attempt ended.
 *
 * @param supervisor the supervisor
 * @param run the run of the attempt
 * @param id number of the attempt
 */
record AttemptReports(Supervisor supervisor, Run run, long id) implements Attempt.Listener {

	@Override
	public void opened(Attempt.Opened opened) {
		this.supervisor.attemptOpened(this.run, this.id, opened);
	}

	@Override
	public void failed(@Nullable URI uri, DisconnectCause cause) {
		this.supervisor.attemptFailed(this.run, this.id, uri, cause);
	}

}
