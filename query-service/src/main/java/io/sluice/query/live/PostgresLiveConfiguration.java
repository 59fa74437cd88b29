package io.sluice.query.live;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What live sessions need. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LiveProperties.class)
class PostgresLiveConfiguration {
    @Bean
    PostgresLiveChanges liveChanges(JdbcConnectionDetails database) {
        return new PostgresLiveChanges(
                database.getJdbcUrl(),
                String.valueOf(database.getUsername()),
                String.valueOf(database.getPassword()));
    }
}
