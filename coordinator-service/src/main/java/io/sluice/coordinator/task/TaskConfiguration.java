package io.sluice.coordinator.task;

import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(QueueProperties.class)
class TaskConfiguration {
    @Bean
    TaskIds taskIds() {
        return new TaskIds(Clock.systemUTC(), new SecureRandom());
    }
}
