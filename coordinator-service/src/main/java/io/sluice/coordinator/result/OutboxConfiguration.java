package io.sluice.coordinator.result;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.support.locks.RenewableLockRegistry;

/** What relays results, and shows how far it is. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OutboxProperties.class)
class OutboxConfiguration {
    @Bean
    OutboxRelayThread outboxRelayThread(
            Outbox outbox,
            ResultPublisher publisher,
            RenewableLockRegistry<?> locks,
            OutboxProperties properties,
            ResultSignal signal) {
        return new OutboxRelayThread(
                new OutboxRelay(outbox, publisher), locks, properties, signal.listener());
    }

    @Bean
    BacklogGauge backlogGauge(Outbox outbox, MeterRegistry meters) {
        BacklogGauge gauge = new BacklogGauge(outbox);
        Gauge.builder("sluice.outbox.tasks", gauge::tasks)
                .description("finished tasks that are not yet known to be in the topic")
                .register(meters);
        TimeGauge.builder("sluice.outbox.oldest", gauge::oldestMillis, TimeUnit.MILLISECONDS)
                .description("since when the one that waits longest is finished")
                .register(meters);
        return gauge;
    }

    /** Tasks go on while results wait, so this is not part of readiness. */
    @Bean
    HealthIndicator outboxHealthIndicator(
            BacklogGauge gauge, OutboxRelayThread thread, OutboxProperties properties) {
        return () ->
                gauge.backlog()
                        .map(now ->
                                health(now.oldest().compareTo(properties.patience()) <= 0)
                                        .withDetail("tasks", now.tasks())
                                        .withDetail("oldest", now.oldest().toString())
                                        .withDetail("relaying", thread.isRelaying())
                                        .build())
                        .orElseGet(() -> Health.unknown().build());
    }

    private static Health.Builder health(boolean isUp) {
        return isUp ? Health.up() : Health.down();
    }
}
