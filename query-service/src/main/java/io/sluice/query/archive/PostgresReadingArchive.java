package io.sluice.query.archive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes readings out of the table {@code reading} into the archive. They stay in the table. */
public final class PostgresReadingArchive {
    private static final int ROWS_AT_ONCE = 10_000;

    private static final String VERSION =
            """
            select coalesce(max(version), 0) from reading_hourly
            where series_id = any (?) and bucket >= ? and bucket < ?
            """;

    private static final String SERIES =
            """
            select id, device_id, metric, unit from series where id = any (?)
            order by device_id collate "C", metric collate "C"
            """;

    private static final String READINGS =
            """
            select (extract(epoch from ts) * 1000000)::bigint, ordinal, value, quality from reading
            where series_id = ? and ts >= ? and ts < ? order by ts, ordinal
            """;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate snapshot;
    private final PostgresArchiveCatalogue catalogue;
    private final ArchiveStore store;
    private final ArchiveWriter writer;

    PostgresReadingArchive(
            PostgresArchivePool pool, PostgresArchiveCatalogue catalogue, ArchiveStore store) {
        this.jdbc = pool.jdbc();
        this.snapshot = pool.snapshot();
        this.catalogue = catalogue;
        this.store = store;
        this.writer = new ArchiveWriter(store);
    }

    private record OneSeries(int id, String deviceId, String metric, @Nullable String unit) {}

    /**
     * Writes the readings of series in a range.
     *
     * @param label what the name of the file begins with
     */
    public WrittenArchive write(
            String label, Collection<Integer> series, Instant from, Instant until) {
        int[] ids = series.stream().mapToInt(Integer::intValue).toArray();
        return snapshot.execute(_ -> {
            long version = version(ids, from, until);
            long[] withReadings = new long[1];
            ArchiveWriter.Written written =
                    writer.write(
                            freeName(label, from, until),
                            sink -> {
                                for (OneSeries one : series(ids)) {
                                    withReadings[0] += read(one, from, until, sink) > 0 ? 1 : 0;
                                }
                            });
            return new WrittenArchive(
                    written.location(),
                    from,
                    until,
                    withReadings[0],
                    written.rows(),
                    written.bytes(),
                    written.sha256(),
                    version);
        });
    }

    /** A name that no file of the catalogue has; a file of a run that was cut off may have it. */
    private String freeName(String label, Instant from, Instant until) {
        String day = from.atOffset(ZoneOffset.UTC).toLocalDate().toString();
        String dayAfter = until.atOffset(ZoneOffset.UTC).toLocalDate().toString();
        String stem = "%s/%s_%s_%s".formatted(day.substring(0, 4), label, day, dayAfter);
        for (int number = 1; ; number++) {
            String name = "%s_%d.parquet".formatted(stem, number);
            if (!catalogue.has(store.location(name))) {
                return name;
            }
        }
    }

    private long version(int[] ids, Instant from, Instant until) {
        Long version =
                jdbc.queryForObject(
                        VERSION,
                        Long.class,
                        ids,
                        from.atOffset(ZoneOffset.UTC),
                        until.atOffset(ZoneOffset.UTC));
        return version == null ? 0 : version;
    }

    private List<OneSeries> series(int[] ids) {
        return jdbc.query(
                SERIES,
                (result, _) ->
                        new OneSeries(
                                result.getInt(1),
                                result.getString(2),
                                result.getString(3),
                                result.getString(4)),
                ids);
    }

    private long read(OneSeries series, Instant from, Instant until, ArchivedReading.Sink sink) {
        long[] rows = new long[1];
        jdbc.query(
                (Connection connection) -> {
                    PreparedStatement statement = connection.prepareStatement(READINGS);
                    statement.setFetchSize(ROWS_AT_ONCE);
                    statement.setInt(1, series.id());
                    statement.setObject(2, from.atOffset(ZoneOffset.UTC));
                    statement.setObject(3, until.atOffset(ZoneOffset.UTC));
                    return statement;
                },
                row -> {
                    rows[0]++;
                    sink.take(
                            new ArchivedReading(
                                    series.deviceId(),
                                    series.metric(),
                                    series.unit(),
                                    row.getLong(1),
                                    row.getInt(2),
                                    row.getDouble(3),
                                    row.getInt(4)));
                });
        return rows[0];
    }
}
