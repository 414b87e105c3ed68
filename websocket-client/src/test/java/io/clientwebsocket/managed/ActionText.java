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

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.managed.DisconnectCause.Kind;

/**
 * What the machine wants to be done, in a line.
 */
final class ActionText {

	private ActionText() {
	}

	static String of(Action action) {
		if (action instanceof Action.Connect connect) {
			return "Connect " + connect.id() + " attempt " + connect.attempt().number();
		}
		if (action instanceof Action.Abandon abandon) {
			return "Abandon " + abandon.id();
		}
		if (action instanceof Action.Activate activate) {
			return "Activate " + activate.id();
		}
		if (action instanceof Action.Receive receive) {
			return "Receive " + receive.id() + ((receive.gap() != null) ? " after " + of(receive.gap()) : "");
		}
		if (action instanceof Action.Replace replace) {
			return "Replace " + replace.oldId() + " by " + replace.newId();
		}
		if (action instanceof Action.Retire retire) {
			return "Retire " + retire.id() + " " + retire.cause().kind()
					+ ((retire.cause().kind() == Kind.REQUESTED) ? " " + retire.status() : "")
					+ ((retire.reason() != null) ? " " + retire.reason() : "");
		}
		if (action instanceof Action.SetTimer timer) {
			return "SetTimer " + timer.timer() + " " + timer.id() + " " + timer.delay();
		}
		if (action instanceof Action.CancelTimer timer) {
			return "CancelTimer " + timer.timer();
		}
		if (action instanceof Action.Tell tell) {
			return of(tell.event());
		}
		return action.getClass().getSimpleName() + kind((action instanceof Action.EndRun end) ? end.cause() : null);
	}

	private static String of(ConnectionEvent event) {
		if (event instanceof ConnectionEvent.StateChanged changed) {
			return changed.from() + "->" + changed.status().state();
		}
		if (event instanceof Gap gap) {
			return "Gap " + gap.duration() + " " + gap.attempts() + kind(gap.cause());
		}
		DisconnectCause cause = (event instanceof ConnectionEvent.AttemptFailed failed) ? failed.cause()
				: (event instanceof ConnectionEvent.Disconnected disconnected) ? disconnected.cause()
						: (event instanceof ConnectionEvent.ReplacementFailed failed) ? failed.cause() : null;
		return event.getClass().getSimpleName() + kind(cause);
	}

	private static String kind(@Nullable DisconnectCause cause) {
		return (cause != null) ? " " + cause.kind() : "";
	}

}
