package io.sluice.coordinator.housekeeping;

import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.jdbc.lock.DefaultLockRepository;
import org.springframework.integration.jdbc.lock.JdbcLockRegistry;
import org.springframework.integration.jdbc.lock.LockRepository;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Locks that all replicas share, in the table {@code int_lock}.
 *
 * <p>The registry tells by the clock of each replica whether a lock has run out, not by that of the
 * database. So a lock spares work that is done twice; what must not be done twice is guarded by
 * something else as well.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LockProperties.class)
class PostgresLockConfiguration {
    private static final String REGION = "coordinator";

    @Bean
    DefaultLockRepository lockRepository(
            DataSource dataSource, PlatformTransactionManager transactions) {
        DefaultLockRepository locks = new DefaultLockRepository(dataSource);
        locks.setRegion(REGION);
        locks.setTransactionManager(transactions);
        return locks;
    }

    @Bean
    JdbcLockRegistry lockRegistry(LockRepository locks, LockProperties properties) {
        return new JdbcLockRegistry(locks, properties.timeToLive());
    }
}
