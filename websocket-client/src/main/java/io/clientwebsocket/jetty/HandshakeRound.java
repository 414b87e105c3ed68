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

package io.clientwebsocket.jetty;

import org.eclipse.jetty.client.Authentication;
import org.jspecify.annotations.Nullable;

import io.clientwebsocket.HandshakeRequest;

/**
 * What one of the handshakes of an attempt asks for, and how the attempt came to it.
 *
 * @param request URI, headers and credentials
 * @param answer answer to the server's challenge, if there was one
 * @param redirects redirects followed so far
 * @param answers challenges of this server answered so far
 */
record HandshakeRound(HandshakeRequest request, Authentication.@Nullable Result answer, int redirects, int answers) {

	static HandshakeRound first(HandshakeRequest request) {
		return new HandshakeRound(request, null, 0, 0);
	}

	HandshakeRound redirected(HandshakeRequest request) {
		return new HandshakeRound(request, null, this.redirects + 1, 0);
	}

	HandshakeRound answering(Authentication.Result answer) {
		return new HandshakeRound(this.request, answer, this.redirects, this.answers + 1);
	}

}
