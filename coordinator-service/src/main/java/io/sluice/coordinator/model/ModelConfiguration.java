package io.sluice.coordinator.model;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ModelProperties.class)
class ModelConfiguration {
    @Bean
    ModelRegistry modelRegistry(PostgresModels models, ModelProperties properties) {
        return new ModelRegistry(models, properties.refreshEvery(), System::nanoTime);
    }
}
