package io.sluice.query.device;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is known of devices. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DevicesProperties.class)
class DevicesConfiguration {
    @Bean
    KnownDevices knownDevices(DevicesProperties properties) {
        return new KnownDevices(properties.inMemory());
    }
}
