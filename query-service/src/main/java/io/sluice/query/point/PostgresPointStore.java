package io.sluice.query.point;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Table {@code reading}. */
@Repository
class PostgresPointStore implements PointStore {
    private static final String MICROS = "(extract(epoch from %s) * 1000000)::bigint";
    private static final String COLUMNS = MICROS.formatted("ts") + ", ordinal, value, quality";

    private static final String POINTS_ASCENDING =
            "select "
                    + COLUMNS
                    + """

                    from reading where series_id = ? and ts >= ? and ts < ? and (ts, ordinal) > (?, ?)
                    order by ts, ordinal limit ?\
                    """;
    private static final String POINTS_DESCENDING =
            "select "
                    + COLUMNS
                    + """

                    from reading where series_id = ? and ts >= ? and ts < ? and (ts, ordinal) < (?, ?)
                    order by ts desc, ordinal desc limit ?\
                    """;

    /**
     * Not with {@code avg}: it fails where the sum, or the sum of squares that it keeps beside, is
     * beyond what a double can hold. What is extreme is summed up apart, scaled down by 1e20.
     */
    private static final String AGGREGATES =
            "select series_id, "
                    + MICROS.formatted("bucket")
                    + ", count, moderate, extreme, min, max, "
                    + MICROS.formatted("first")
                    + ", "
                    + MICROS.formatted("last")
                    + """

                     from (
                        select series_id, %s as bucket, count(*) as count, min(value) as min, max(value) as max,
                            min(ts) as first, max(ts) as last,
                            sum(value) filter (where abs(value) < 1e290) as moderate,
                            sum(value * 1e-20) filter (where abs(value) >= 1e290) as extreme
                        from reading where series_id = any (?) and ts >= ? and ts < ?
                        group by series_id, bucket
                    ) buckets order by bucket, series_id\
                    """;

    private static final String PLACES =
            """
            select count(*) from (
                select 1 from reading where series_id = any (?) and ts >= ? and ts < ? group by ts, ordinal
            ) places\
            """;

    private final JdbcTemplate jdbc;
    private final PostgresReadings readings;
    private final PostgresBuckets buckets;
    private final PostgresStock stock;
    private final PostgresLatestReadings latestReadings;

    PostgresPointStore(
            JdbcTemplate jdbc,
            PostgresReadings readings,
            PostgresBuckets buckets,
            PostgresStock stock) {
        this.jdbc = jdbc;
        this.latestReadings = new PostgresLatestReadings(jdbc);
        this.readings = readings;
        this.buckets = buckets;
        this.stock = stock;
    }

    @Override
    public void readings(ReadingQuery query, PointRows rows) {
        readings.read(query, rows);
    }

    @Override
    public void buckets(BucketQuery query, SummaryRows rows) {
        buckets.read(query, rows);
    }

    @Override
    public long count(int series, TimeRange range, ReadingFilter filter) {
        return readings.count(series, range, filter);
    }

    @Override
    public Stock stock(Collection<Integer> series, TimeRange range) {
        return stock.of(series, range);
    }

    @Override
    public List<Point> points(PointQuery query) {
        boolean ascending = query.order() == PointQuery.Order.ASC;
        Optional<OffsetDateTime> place =
                query.place().map(after -> timestamp(instant(after.time())));
        OffsetDateTime from = timestamp(query.range().from());
        OffsetDateTime to = timestamp(query.range().to());
        // The place is in the range too, so that partitions before it are left out.
        OffsetDateTime begin = ascending ? place.filter(from::isBefore).orElse(from) : from;
        int ordinal =
                query.place().map(PointPlace::ordinal).orElse(ascending ? -1 : Short.MAX_VALUE + 1);
        return jdbc.query(
                ascending ? POINTS_ASCENDING : POINTS_DESCENDING,
                (result, _) -> point(result),
                query.series(),
                begin,
                to,
                place.orElse(ascending ? begin : to),
                ordinal,
                query.limit());
    }

    @Override
    public Optional<Point> latest(int series) {
        return latestReadings.latest(series);
    }

    @Override
    public List<Span> spans(Collection<Integer> series) {
        return latestReadings.spans(series);
    }

    @Override
    public List<Aggregate> aggregates(
            Collection<Integer> series, TimeRange range, Resolution resolution) {
        return jdbc.query(
                AGGREGATES.formatted(bucket(resolution)),
                (result, _) -> aggregate(result),
                ids(series),
                timestamp(range.from()),
                timestamp(range.to()));
    }

    @Override
    public long places(Collection<Integer> series, TimeRange range) {
        Long places =
                jdbc.queryForObject(
                        PLACES,
                        Long.class,
                        ids(series),
                        timestamp(range.from()),
                        timestamp(range.to()));
        return places == null ? 0 : places;
    }

    private static String bucket(Resolution resolution) {
        return switch (resolution) {
            case WHOLE -> "timestamptz 'epoch'";
            case HOURLY -> "date_trunc('hour', ts, 'UTC')";
            case DAILY -> "date_trunc('day', ts, 'UTC')";
        };
    }

    private static Point point(ResultSet result) throws SQLException {
        return new Point(
                result.getLong(1), result.getInt(2), result.getDouble(3), result.getInt(4));
    }

    private static Aggregate aggregate(ResultSet result) throws SQLException {
        long count = result.getLong(3);
        double min = result.getDouble(6);
        double max = result.getDouble(7);
        double mean = result.getDouble(4) / count + result.getDouble(5) / count * 1e20;
        return new Aggregate(
                result.getInt(1),
                result.getLong(2),
                count,
                Math.clamp(mean, min, max),
                min,
                max,
                result.getLong(8),
                result.getLong(9));
    }

    private static int[] ids(Collection<Integer> series) {
        return series.stream().mapToInt(Integer::intValue).toArray();
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
