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

package io.clientwebsocket.transport;

/**
 * What a {@link Transport} tells. No method may block, but for {@link #onReadable} where
 * it says so.
 *
 * @since 0.1.0
 */
public interface TransportListener {

	/**
	 * Whether what a read brings goes to code of the application that may run on the
	 * thread that tells. Asked before {@link #onReadable}, so that a transport can choose
	 * a thread that may block.
	 * @return whether the telling thread may be kept
	 */
	boolean wantsThread();

	/**
	 * A read would bring something: bytes, the end, or the failure of the connection.
	 * @param mayBlock whether code of the application may run on this thread
	 */
	void onReadable(boolean mayBlock);

	/**
	 * The transport has taken what was left of a write.
	 */
	void onWritten();

	/**
	 * The transport will not take what was left of a write.
	 * @param failure why
	 */
	void onWriteFailed(Throwable failure);

}
