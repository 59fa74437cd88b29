package io.sluice.coordinator.result;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LiveResultsProperties.class)
class LiveResultsConfiguration {}
