package io.sluice.query.retention;

import io.sluice.query.archive.PostgresArchivePool;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;

/** The chunks of a hypertable. */
final class TimescaleRawPartitions implements RawPartitions {
    private static final String ALL =
            """
            select format('%I.%I', chunk_schema, chunk_name), range_start, range_end
            from timescaledb_information.chunks
            where hypertable_schema = current_schema and hypertable_name = 'reading' order by range_start
            """;

    private static final String SCHEMA =
            """
            select quote_ident(nspname) from pg_extension e join pg_namespace n on n.oid = e.extnamespace
            where extname = 'timescaledb'
            """;

    private final JdbcTemplate jdbc;

    TimescaleRawPartitions(PostgresArchivePool pool) {
        this.jdbc = pool.jdbc();
    }

    @Override
    public List<Partition> all() {
        return jdbc.query(
                ALL,
                (result, _) ->
                        new Partition(
                                result.getString(1),
                                result.getObject(2, OffsetDateTime.class).toInstant(),
                                result.getObject(3, OffsetDateTime.class).toInstant()));
    }

    /** The chunk goes as a whole; the hypertable makes another when a late reading comes. */
    @Override
    public void empty(Partition partition) {
        String schema = Objects.requireNonNull(jdbc.queryForObject(SCHEMA, String.class));
        jdbc.query(
                "select %s.drop_chunks('reading', older_than => ?::timestamptz, newer_than => ?::timestamptz)"
                        .formatted(schema),
                _ -> {},
                partition.until().atOffset(ZoneOffset.UTC),
                partition.from().atOffset(ZoneOffset.UTC));
    }

    @Override
    public boolean dropIfEmpty(Partition partition) {
        return true;
    }
}
