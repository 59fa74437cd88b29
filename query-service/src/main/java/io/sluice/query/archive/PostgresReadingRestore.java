package io.sluice.query.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts readings back into the table {@code reading} and tells the rollups of it, in one
 * transaction.
 *
 * <p>An hour whose readings had gone has a rollup that counts those that come back now. So what
 * comes back is taken off its base: what is left stands for readings that are still gone. When
 * nothing is left, the hour is as it was.
 */
final class PostgresReadingRestore {
    private static final int ROWS_AT_ONCE = 20_000;

    private static final String CREATE_RESTORED_HOURS =
            """
            create temporary table if not exists restored_hour (
                series_id int not null,
                hour timestamptz not null,
                count bigint not null,
                sum double precision not null,
                sum_squares double precision not null,
                extreme_sum double precision
            ) on commit delete rows
            """;

    /** What is there stays as it is. The sums are cut where those of the rollups are. */
    private static final String INSERT =
            """
            with inserted as (
                insert into reading (series_id, ts, ordinal, value, quality)
                select series_id, timestamptz 'epoch' + micros * interval '1 microsecond', ordinal, value, quality
                from unnest(?::int[], ?::bigint[], ?::smallint[], ?::double precision[], ?::smallint[])
                    as r (series_id, micros, ordinal, value, quality)
                on conflict do nothing
                returning series_id, ts, value
            ), noted as (
                insert into restored_hour
                select series_id, date_bin('1 hour', ts, timestamptz 'epoch'), count(*),
                    coalesce(sum(value) filter (where abs(value) < 1e290), 0),
                    coalesce(sum(value * value) filter (where abs(value) < 1e140 and abs(value) > 1e-150), 0),
                    sum(value / 1e20) filter (where abs(value) >= 1e290)
                from inserted group by 1, 2
                returning count
            )
            select coalesce(sum(count), 0)::bigint from noted
            """;

    private static final String HOLD_THE_REFRESHER =
            "select pg_advisory_xact_lock(7203114901) is null";

    /** What came back for each bucket whose rollup counts it. */
    private static final String HOURS =
            """
            select r.series_id, r.hour as bucket, sum(r.count) as count, sum(r.sum) as sum,
                sum(r.sum_squares) as sum_squares, sum(r.extreme_sum) as extreme_sum
            from restored_hour r join reading_hourly h on h.series_id = r.series_id and h.bucket = r.hour
            where h.raw_gone group by 1, 2
            """;

    /** Of hours that have no rollup of their own any more, or one of what came later alone. */
    private static final String DAYS =
            """
            select r.series_id, date_trunc('day', r.hour, 'UTC') as bucket, sum(r.count) as count, sum(r.sum) as sum,
                sum(r.sum_squares) as sum_squares, sum(r.extreme_sum) as extreme_sum
            from restored_hour r join reading_daily d
                on d.series_id = r.series_id and d.bucket = date_trunc('day', r.hour, 'UTC')
            where d.raw_gone and not exists
                (select from reading_hourly h where h.series_id = r.series_id and h.bucket = r.hour and h.raw_gone)
            group by 1, 2
            """;

    private static final String SAVE_BASES =
            """
            insert into {tier}_base
            select t.* from {tier} t join ({restored}) r on r.series_id = t.series_id and r.bucket = t.bucket
            on conflict do nothing
            """;

    private static final String TAKE_OFF_BASES =
            """
            update {tier}_base b
            set count = b.count - r.count, sum = b.sum - r.sum, sum_squares = b.sum_squares - r.sum_squares,
                extreme_sum = case when r.extreme_sum is null then b.extreme_sum
                    else coalesce(b.extreme_sum, 0) - r.extreme_sum end
            from ({restored}) r where r.series_id = b.series_id and r.bucket = b.bucket
            """;

    private static final String END_EMPTY_BASES =
            """
            with ended as (
                delete from {tier}_base b using ({restored}) r
                where r.series_id = b.series_id and r.bucket = b.bucket and b.count <= 0
                returning b.series_id, b.bucket
            )
            update {tier} t set raw_gone = false from ended e
            where e.series_id = t.series_id and e.bucket = t.bucket
            """;

    private static final String MARK =
            """
            insert into rollup_mark (hour, since, series_id)
            select distinct hour, hour, series_id from restored_hour
            """;

    /** Days first: which of their hours they count is told by the hours as they were. */
    private static final List<String> TELL_THE_ROLLUPS =
            List.of(
                    of(SAVE_BASES, "reading_daily", DAYS),
                    of(TAKE_OFF_BASES, "reading_daily", DAYS),
                    of(END_EMPTY_BASES, "reading_daily", DAYS),
                    of(SAVE_BASES, "reading_hourly", HOURS),
                    of(TAKE_OFF_BASES, "reading_hourly", HOURS),
                    of(END_EMPTY_BASES, "reading_hourly", HOURS),
                    MARK);

    private static final String FIND_SERIES =
            "select id from series where device_id = ? and metric = ?";
    private static final String ADD_SERIES =
            "insert into series (device_id, metric, unit) values (?, ?, ?) returning id";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final PostgresArchiveCatalogue catalogue;
    private final InstantSource clock;

    PostgresReadingRestore(
            PostgresArchivePool pool, PostgresArchiveCatalogue catalogue, InstantSource clock) {
        this.jdbc = pool.jdbc();
        this.transaction = pool.transaction();
        this.catalogue = catalogue;
        this.clock = clock;
    }

    private static String of(String statement, String tier, String restored) {
        return statement.replace("{tier}", tier).replace("{restored}", restored);
    }

    /** Brings the readings of a file. */
    @FunctionalInterface
    interface Source {
        void readInto(ArchivedReading.Sink sink) throws IOException;
    }

    /** Puts back what a file has, and answers with how many readings were not there. */
    long putBack(long archive, Source source) {
        return transaction.execute(_ -> {
            jdbc.execute(CREATE_RESTORED_HOURS);
            Rows rows = new Rows();
            try {
                source.readInto(rows);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            rows.flush();
            jdbc.queryForObject(HOLD_THE_REFRESHER, Boolean.class);
            TELL_THE_ROLLUPS.forEach(jdbc::update);
            catalogue.restored(archive, clock.instant());
            return rows.inserted;
        });
    }

    /** Gathers readings and inserts them, many at once. */
    private final class Rows implements ArchivedReading.Sink {
        private final Map<SeriesName, Integer> ids = new HashMap<>();
        private final int[] series = new int[ROWS_AT_ONCE];
        private final long[] times = new long[ROWS_AT_ONCE];
        private final short[] ordinals = new short[ROWS_AT_ONCE];
        private final double[] values = new double[ROWS_AT_ONCE];
        private final short[] qualities = new short[ROWS_AT_ONCE];
        private int size;
        private long inserted;

        @Override
        public void take(ArchivedReading reading) {
            if (size == ROWS_AT_ONCE) {
                flush();
            }
            SeriesName name = new SeriesName(reading.deviceId(), reading.metric());
            series[size] = ids.computeIfAbsent(name, one -> idOf(one, reading.unit()));
            times[size] = reading.micros();
            ordinals[size] = (short) reading.ordinal();
            values[size] = reading.value();
            qualities[size] = (short) reading.quality();
            size++;
        }

        private void flush() {
            if (size > 0) {
                inserted += insert();
                size = 0;
            }
        }

        private long insert() {
            Long rows =
                    jdbc.query(
                            (Connection connection) -> {
                                PGConnection postgres = connection.unwrap(PGConnection.class);
                                PreparedStatement statement = connection.prepareStatement(INSERT);
                                statement.setArray(
                                        1,
                                        postgres.createArrayOf(
                                                "int4", Arrays.copyOf(series, size)));
                                statement.setArray(
                                        2,
                                        postgres.createArrayOf("int8", Arrays.copyOf(times, size)));
                                statement.setArray(
                                        3,
                                        postgres.createArrayOf(
                                                "int2", Arrays.copyOf(ordinals, size)));
                                statement.setArray(
                                        4,
                                        postgres.createArrayOf(
                                                "float8", Arrays.copyOf(values, size)));
                                statement.setArray(
                                        5,
                                        postgres.createArrayOf(
                                                "int2", Arrays.copyOf(qualities, size)));
                                return statement;
                            },
                            result -> result.next() ? result.getLong(1) : 0L);
            return rows == null ? 0 : rows;
        }
    }

    private record SeriesName(String deviceId, String metric) {}

    private int idOf(SeriesName name, @Nullable String unit) {
        List<Integer> found =
                jdbc.query(
                        FIND_SERIES,
                        (result, _) -> result.getInt(1),
                        name.deviceId(),
                        name.metric());
        if (!found.isEmpty()) {
            return found.getFirst();
        }
        return Objects.requireNonNull(
                jdbc.queryForObject(
                        ADD_SERIES, Integer.class, name.deviceId(), name.metric(), unit));
    }
}
