package io.sluice.query.writing;

import java.time.InstantSource;
import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

/** The writer's side of the database. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WriterProperties.class)
class PostgresWriterConfiguration {
    @Bean
    JavaMigration readingTable() {
        return new PostgresReadingTableMigration();
    }

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    /** What writes, on an instance that does. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(name = "sluice.writer.enabled", matchIfMissing = true)
    static class Writing {
        /** After the tables are there. One connection more than writers: for the housekeeping. */
        @Bean(destroyMethod = "close")
        @DependsOn("flywayInitializer")
        PostgresWriterPool writerPool(JdbcConnectionDetails database, WriterProperties properties) {
            return new PostgresWriterPool(
                    database.getJdbcUrl(),
                    String.valueOf(database.getUsername()),
                    String.valueOf(database.getPassword()),
                    properties.threads() + 2);
        }

        @Bean
        TimePartitions timePartitions(PostgresWriterPool pool, InstantSource clock) {
            return PostgresTimePartitions.of(pool.jdbc(), pool.transaction(), clock);
        }

        @Bean
        PostgresWriterOffsets writerOffsets(PostgresWriterPool pool) {
            return new PostgresWriterOffsets(pool.jdbc(), pool.durableTransaction());
        }

        @Bean
        PostgresSourceStreamCounts sourceStreamCounts(PostgresWriterPool pool) {
            return new PostgresSourceStreamCounts(pool.jdbc());
        }

        @Bean
        PostgresDeliveredMessages deliveredMessages(PostgresWriterPool pool) {
            return new PostgresDeliveredMessages(pool.jdbc());
        }

        @Bean
        ReadingWriter readingWriter(
                PostgresWriterPool pool,
                TimePartitions partitions,
                PostgresDeliveredMessages deliveredMessages,
                PostgresWriterOffsets offsets,
                PostgresSourceStreamCounts counts) {
            return new ReadingWriter(
                    new PostgresSeriesIds(pool.jdbc(), pool.durableTransaction()),
                    partitions,
                    new PostgresReadingTable(pool.jdbc(), new PostgresRollupMarks(pool.jdbc())),
                    deliveredMessages,
                    offsets,
                    counts,
                    pool.transaction());
        }

        @Bean
        WriterHousekeeping writerHousekeeping(
                TimePartitions partitions,
                PostgresDeliveredMessages deliveredMessages,
                PostgresSourceStreamCounts counts,
                WriterProperties properties) {
            return new WriterHousekeeping(partitions, deliveredMessages, counts, properties);
        }
    }
}
