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

package io.clientwebsocket.autoconfigure;

import java.util.List;
import java.util.Map;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Lets sockets be opened only to addresses that the application's
 * {@link InetAddressFilter} matches; if there are several, that all of them match.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(InetAddressFilter.class)
class AddressFilterConfiguration {

	@Bean
	@ConditionalOnBean(InetAddressFilter.class)
	AddressFilter webSocketAddressFilter(ConfigurableListableBeanFactory beanFactory) {
		Map<String, InetAddressFilter> filters = beanFactory.getBeansOfType(InetAddressFilter.class);
		List<InetAddressFilter> all = List.copyOf(filters.values());
		return new AddressFilter(List.copyOf(filters.keySet()),
				(address) -> all.stream().allMatch((filter) -> filter.matches(address)));
	}

}
