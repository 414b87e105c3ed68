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

package io.clientwebsocket.test;

import java.util.ArrayList;
import java.util.List;

/**
 * What was recorded of one kind, in order, and how much of it has been taken. Guarded by
 * the lock of its owner.
 *
 * @param <T> the kind
 */
final class Track<T> {

	private final List<T> all = new ArrayList<>();

	private final String name;

	private int taken;

	Track(String name) {
		this.name = name;
	}

	void add(T recorded) {
		this.all.add(recorded);
	}

	List<T> all() {
		return List.copyOf(this.all);
	}

	boolean has(int count) {
		return this.all.size() - this.taken >= count;
	}

	/**
	 * Take the next ones, which must be there.
	 * @param count how many
	 * @return exactly as many
	 */
	List<T> take(int count) {
		List<T> next = List.copyOf(this.all.subList(this.taken, this.taken + count));
		this.taken += count;
		return next;
	}

	String describe(int count) {
		return (count == 1) ? "a " + this.name : count + " " + this.name + "s";
	}

}
