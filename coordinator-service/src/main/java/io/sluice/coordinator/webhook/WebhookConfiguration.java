package io.sluice.coordinator.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.coordinator.result.PostgresFinishedTasks;
import io.sluice.coordinator.result.ResultSignal;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.ObjectMapper;

/** What calls webhooks. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookProperties.class)
class WebhookConfiguration {
    @Bean
    WebhookClient webhookClient(WebhookProperties properties) {
        return new WebhookClient(properties);
    }

    @Bean
    WebhookCall webhookCall(
            WebhookQueue queue,
            PostgresFinishedTasks tasks,
            WebhookClient client,
            WebhookProperties properties,
            ObjectMapper mapper,
            MeterRegistry meters) {
        return new WebhookCall(queue, tasks, client, properties, mapper, meters);
    }

    @Bean
    WebhookDeliveries webhookDeliveries(
            WebhookQueue queue,
            WebhookTargets targets,
            WebhookCall call,
            WebhookProperties properties,
            ResultSignal signal) {
        return new WebhookDeliveries(
                queue, targets, new WebhookHosts(properties), call, properties, signal.listener());
    }
}
