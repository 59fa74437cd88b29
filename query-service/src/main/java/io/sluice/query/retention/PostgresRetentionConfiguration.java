package io.sluice.query.retention;

import io.sluice.query.archive.PostgresArchiveCatalogue;
import io.sluice.query.archive.PostgresArchivePool;
import io.sluice.query.archive.PostgresReadingArchive;
import io.sluice.query.archive.PostgresTurn;
import io.sluice.query.writing.PostgresTimePartitions;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import tools.jackson.databind.ObjectMapper;

/** The retention's side of the database, and when it runs. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RetentionProperties.class)
class PostgresRetentionConfiguration {
    /** A service that starts has readings to catch up with first. */
    private static final Duration FIRST = Duration.ofMinutes(5);

    @Bean
    RawPartitions rawPartitions(PostgresArchivePool pool) {
        return PostgresTimePartitions.isNative(pool.jdbc())
                ? new PostgresRawPartitions(pool)
                : new TimescaleRawPartitions(pool);
    }

    @Bean
    PostgresRetentionRuns retentionRuns(PostgresArchivePool pool) {
        return new PostgresRetentionRuns(pool);
    }

    @Bean
    PostgresRetentionFacts retentionFacts(
            PostgresArchivePool pool, RawPartitions partitions, ObjectMapper mapper) {
        return new PostgresRetentionFacts(pool, partitions, mapper);
    }

    @Bean
    RetentionEffects retentionEffects(
            PostgresArchivePool pool,
            RawPartitions partitions,
            PostgresReadingArchive archive,
            PostgresArchiveCatalogue catalogue,
            PostgresRetentionRuns runs,
            RetentionProperties properties,
            InstantSource clock) {
        return new PostgresRetentionEffects(
                pool.transaction(),
                new PostgresRawRetention(pool.jdbc(), partitions, properties.rowsAtOnce()),
                new PostgresRollupRetention(pool.jdbc(), properties.rowsAtOnce()),
                archive,
                catalogue,
                runs,
                clock);
    }

    @Bean
    Retention.RetentionClock retentionClock(InstantSource clock, RetentionProperties properties) {
        return new Retention.RetentionClock(clock, properties.restoredKept());
    }

    @Bean
    Retention retention(
            PostgresRetentionPolicies policies,
            PostgresRetentionFacts facts,
            PostgresArchiveCatalogue catalogue,
            RetentionEffects effects,
            PostgresRetentionRuns runs,
            PostgresTurn turn,
            Retention.RetentionClock clock) {
        return new Retention(policies, facts, catalogue, effects, runs, turn, clock);
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "sluice.retention.enabled", matchIfMissing = true)
    SchedulingConfigurer retentionSchedule(Retention retention, RetentionProperties properties) {
        return tasks ->
                tasks.addFixedDelayTask(
                        new FixedDelayTask(retention::runIfFree, properties.interval(), FIRST));
    }
}
