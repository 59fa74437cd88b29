package io.sluice.query.archive;

import io.sluice.query.writing.PostgresTimePartitions;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

/** The archive, and the connections that it shares with the retention. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ArchiveProperties.class)
class PostgresArchiveConfiguration {
    /** After the tables are there. */
    @Bean(destroyMethod = "close")
    @DependsOn("flywayInitializer")
    PostgresArchivePool archivePool(JdbcConnectionDetails database) {
        return new PostgresArchivePool(
                database.getJdbcUrl(),
                String.valueOf(database.getUsername()),
                String.valueOf(database.getPassword()));
    }

    @Bean
    ArchiveStore archiveStore(ArchiveProperties properties) {
        return new DirectoryArchiveStore(properties.location());
    }

    @Bean
    PostgresArchiveCatalogue archiveCatalogue(PostgresArchivePool pool) {
        return new PostgresArchiveCatalogue(pool);
    }

    @Bean
    PostgresTurn retentionTurn(PostgresArchivePool pool) {
        return new PostgresTurn(pool);
    }

    @Bean
    PostgresReadingArchive readingArchive(
            PostgresArchivePool pool, PostgresArchiveCatalogue catalogue, ArchiveStore store) {
        return new PostgresReadingArchive(pool, catalogue, store);
    }

    @Bean
    ArchiveRestore archiveRestore(
            PostgresArchivePool pool,
            PostgresArchiveCatalogue catalogue,
            ArchiveStore store,
            PostgresTurn turn,
            InstantSource clock) {
        return new ArchiveRestore(
                catalogue,
                store,
                turn,
                PostgresTimePartitions.of(pool.jdbc(), pool.transaction(), clock),
                new PostgresReadingRestore(pool, catalogue, clock));
    }
}
