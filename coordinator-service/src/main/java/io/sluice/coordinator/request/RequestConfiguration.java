package io.sluice.coordinator.request;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RequestProperties.class)
class RequestConfiguration {
    @Bean
    BodyLimit bodyLimit(RequestProperties properties) {
        return new BodyLimit(properties.largestBody().toBytes());
    }
}
