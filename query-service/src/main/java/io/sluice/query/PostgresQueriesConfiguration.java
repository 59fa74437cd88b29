package io.sluice.query;

import com.zaxxer.hikari.HikariDataSource;
import io.sluice.query.point.PointLimits;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The queries' side of the database. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(QueriesProperties.class)
class PostgresQueriesConfiguration {
    /**
     * Each statement is planned for its own values: only so are the partitions outside of its range
     * left out before they are locked. Compiling takes longer than most statements.
     */
    private static final String SETTINGS =
            "; set plan_cache_mode = force_custom_plan; set jit = off";

    /** Kept by the database, so that it also ends what nobody waits for any more. */
    @Bean
    static BeanPostProcessor timeLimitOfQueries(ObjectProvider<QueriesProperties> properties) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof HikariDataSource connections) {
                    connections.setConnectionInitSql(
                            "set statement_timeout = "
                                    + properties.getObject().statementTimeout().toMillis()
                                    + SETTINGS);
                }
                return bean;
            }
        };
    }

    /** Migrations have a connection of their own, without a time limit. */
    @Bean
    FlywayConnectionDetails migrationConnection(JdbcConnectionDetails database) {
        return new FlywayConnectionDetails() {
            @Override
            public @Nullable String getUsername() {
                return database.getUsername();
            }

            @Override
            public @Nullable String getPassword() {
                return database.getPassword();
            }

            @Override
            public String getJdbcUrl() {
                return database.getJdbcUrl();
            }
        };
    }

    @Bean
    PointLimits pointLimits(QueriesProperties properties) {
        return new PointLimits(properties.mostPoints(), properties.mostRows());
    }
}
