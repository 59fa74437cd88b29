package io.sluice.query.point;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Finds where series begin and end. The newest rollup of a series tells from where to look for its
 * latest reading, so that partitions before it are neither planned for nor locked. Rollups follow
 * the readings by a moment: what is later than the newest of them is found all the same, and what
 * is earlier than the first of them is marked.
 */
final class PostgresLatestReadings {
    private static final String MICROS = "(extract(epoch from %s) * 1000000)::bigint";

    /** Hours may be kept for a shorter time than days. */
    static final String NEWEST_ROLLUP =
            "select bucket, "
                    + MICROS.formatted("last_at")
                    + """
                    , last from (
                        (select bucket, last_at, last from reading_hourly where series_id = ? order by bucket desc limit 1)
                        union all
                        (select bucket, last_at, last from reading_daily where series_id = ? order by bucket desc limit 1)
                    ) newest order by bucket desc limit 1\
                    """;

    /** The bound is a value and not a subquery: partitions are left out when this is planned. */
    static final String LATEST_SINCE =
            "select "
                    + MICROS.formatted("ts")
                    + ", ordinal, value, quality from reading"
                    + " where series_id = ? and ts >= ? order by ts desc, ordinal desc limit 1";

    private static final String LATEST =
            "select "
                    + MICROS.formatted("ts")
                    + ", ordinal, value, quality from reading"
                    + " where series_id = ? order by ts desc, ordinal desc limit 1";

    /** Of series with rollups, and whether readings have come that are not in them yet. */
    static final String ROLLED_UP =
            "select id, "
                    + MICROS.formatted("f.first_at")
                    + ", "
                    + MICROS.formatted("m.since")
                    + ", "
                    + MICROS.formatted("l.last_at")
                    + """
                     from unnest(?::int[]) as id
                    cross join lateral (
                        select bucket, first_at from (
                            (select bucket, first_at from reading_hourly where series_id = id order by bucket limit 1)
                            union all
                            (select bucket, first_at from reading_daily where series_id = id order by bucket limit 1)
                        ) oldest order by first_at limit 1) f
                    cross join lateral (
                        select last_at from (
                            (select last_at from reading_hourly where series_id = id order by bucket desc limit 1)
                            union all
                            (select last_at from reading_daily where series_id = id order by bucket desc limit 1)
                        ) newest order by last_at desc limit 1) l
                    left join lateral (
                        select since from rollup_mark where series_id = id order by hour, since limit 1) m on true\
                    """;

    private static final String FIRST =
            "select "
                    + MICROS.formatted("ts")
                    + " from reading where series_id = ? order by ts limit 1";

    private final JdbcTemplate jdbc;

    PostgresLatestReadings(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What the newest rollup says.
     *
     * @param bucket when it begins
     * @param last its last reading, whose ordinal and quality are not known
     */
    private record Rollup(OffsetDateTime bucket, Point last) {}

    /**
     * The latest reading of a series. If it is gone, and its rollup is not, that says when it was
     * and what its value was.
     */
    Optional<Point> latest(int series) {
        Rollup newest =
                jdbc.query(NEWEST_ROLLUP, (result, _) -> rollup(result), series, series).stream()
                        .findFirst()
                        .orElse(null);
        if (newest == null) {
            return first(jdbc.query(LATEST, (result, _) -> point(result), series));
        }
        Optional<Point> reading =
                first(
                        jdbc.query(
                                LATEST_SINCE,
                                (result, _) -> point(result),
                                series,
                                newest.bucket()));
        return reading.filter(point -> point.time() >= newest.last().time())
                .or(() -> Optional.of(newest.last()));
    }

    /** From when to when each series has, or had, readings. */
    List<Span> spans(Collection<Integer> series) {
        List<Span> spans = new ArrayList<>();
        Set<Integer> others = new LinkedHashSet<>(series);
        int[] ids = series.stream().mapToInt(Integer::intValue).toArray();
        for (RolledUp one : jdbc.query(ROLLED_UP, (result, _) -> rolledUp(result), ids)) {
            others.remove(one.series());
            spans.add(span(one));
        }
        others.forEach(one -> unrolled(one).ifPresent(spans::add));
        return spans;
    }

    /**
     * What the rollups say of a series.
     *
     * @param marked the earliest time that they do not tell of yet, or null if they tell all
     */
    private record RolledUp(int series, long first, @Nullable Long marked, long last) {}

    private Span span(RolledUp rolledUp) {
        if (rolledUp.marked() == null) {
            return new Span(rolledUp.series(), rolledUp.first(), rolledUp.last());
        }
        long last = latest(rolledUp.series()).map(Point::time).orElse(rolledUp.last());
        return new Span(rolledUp.series(), Math.min(rolledUp.first(), rolledUp.marked()), last);
    }

    private Optional<Span> unrolled(int series) {
        Optional<Long> first = first(jdbc.query(FIRST, (result, _) -> result.getLong(1), series));
        return first.flatMap(
                begin -> latest(series).map(point -> new Span(series, begin, point.time())));
    }

    private static <T> Optional<T> first(List<T> rows) {
        return rows.stream().findFirst();
    }

    private static Rollup rollup(ResultSet result) throws SQLException {
        return new Rollup(
                result.getObject(1, OffsetDateTime.class),
                new Point(result.getLong(2), 0, result.getDouble(3), 0));
    }

    private static RolledUp rolledUp(ResultSet result) throws SQLException {
        return new RolledUp(
                result.getInt(1),
                result.getLong(2),
                result.getObject(3, Long.class),
                result.getLong(4));
    }

    private static Point point(ResultSet result) throws SQLException {
        return new Point(
                result.getLong(1), result.getInt(2), result.getDouble(3), result.getInt(4));
    }
}
