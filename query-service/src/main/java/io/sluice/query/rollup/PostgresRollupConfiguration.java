package io.sluice.query.rollup;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

/** The refresher of rollups, where the writer runs. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RollupProperties.class)
@ConditionalOnBooleanProperty(
        name = {"sluice.writer.enabled", "sluice.rollups.enabled"},
        matchIfMissing = true)
class PostgresRollupConfiguration {
    /** After the tables are there. */
    @Bean(destroyMethod = "close")
    @DependsOn("flywayInitializer")
    PostgresRollups rollups(JdbcConnectionDetails database) {
        return new PostgresRollups(
                database.getJdbcUrl(),
                String.valueOf(database.getUsername()),
                String.valueOf(database.getPassword()));
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    RollupRefresher rollupRefresher(
            PostgresRollups rollups,
            RollupProperties properties,
            MeterRegistry meters,
            InstantSource clock) {
        return new RollupRefresher(rollups, properties, meters, clock);
    }
}
