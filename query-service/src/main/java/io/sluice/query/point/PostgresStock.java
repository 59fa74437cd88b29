package io.sluice.query.point;

import io.sluice.query.database.PostgresQueries;
import io.sluice.query.database.PostgresStatement;
import io.sluice.query.tier.Tier;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Tells from rollups, and from what the writer has marked since, which readings there are. */
@Repository
class PostgresStock {
    /** So many hours are read as fast as the days of some years. */
    private static final Duration BY_HOUR = Duration.ofDays(40);

    /** So many hours that are marked are looked into. */
    private static final long MOST_COUNTED = 500;

    private static final String MICROS = "(extract(epoch from %s) * 1000000)::bigint";

    /** What a day is to the hours, an hour is to the readings: its {@code raw_gone} is of hours. */
    private static final String DAYS_WITHOUT_HOURS =
            """
            select coalesce(sum(d.count), 0)::bigint as count, max(d.bucket) as bucket,
                min(d.first_at) as first_at, max(d.last_at) as last_at
            from reading_daily d where d.raw_gone and \
            """;

    private final PostgresQueries queries;

    PostgresStock(PostgresQueries queries) {
        this.queries = queries;
    }

    Stock of(Collection<Integer> series, TimeRange range) {
        PostgresStatement statement = statement(series, range);
        return queries.list(statement.sql(), statement.parameters(), PostgresStock::stock)
                .getFirst();
    }

    static PostgresStatement statement(Collection<Integer> series, TimeRange range) {
        boolean byHour = Duration.between(range.from(), range.to()).compareTo(BY_HOUR) <= 0;
        PostgresStatement statement =
                new PostgresStatement()
                        .add("with marked as materialized (select m.series_id, m.hour,")
                        .add(" min(m.since) as since from rollup_mark m where ");
        addRange(statement, "m", "hour", series, range, Tier.HOURLY);
        statement
                .add(" group by 1, 2) select ")
                .add(byHour ? "t.count + g.count" : "t.count")
                .add(", t.version, t.rows, ")
                .add(MICROS.formatted("least(t.first_at, g.first_at)") + ", ")
                .add(MICROS.formatted("greatest(t.last_at, g.last_at)") + ", ");
        addMarked(statement, series, range);
        addRawGone(statement, series, range);
        statement.add(MICROS.formatted("g.bucket") + ", ");
        addEnds(statement, series, range);
        statement
                .add(" from (select coalesce(sum(count), 0)::bigint as count")
                .add(", max(version) as version, count(*) as rows,")
                .add(" min(first_at) as first_at, max(last_at) as last_at")
                .add(" from " + (byHour ? "reading_hourly" : "reading_daily") + " r where ");
        addRange(statement, "r", "bucket", series, range, byHour ? Tier.HOURLY : Tier.DAILY);
        statement.add(") t, (" + DAYS_WITHOUT_HOURS);
        addRange(statement, "d", "bucket", series, range, Tier.DAILY);
        return statement.add(") g");
    }

    /**
     * How many readings are in hours that are marked and not summed up yet, and the ends of all
     * that are marked. What has come for an hour since it was summed up is left out: to count the
     * open hours of a fleet would take longer than most questions. Of many hours, such as those of
     * an import, some are counted, each by itself, and the others are taken to be like them.
     */
    private static void addMarked(
            PostgresStatement statement, Collection<Integer> series, TimeRange range) {
        statement
                .add(
                        "(select coalesce((sum(c.count) * max(u.hours) / least(max(u.hours), ?))",
                        MOST_COUNTED)
                .add("::bigint, 0) from (select m.series_id, m.hour, count(*) over () as hours")
                .add(" from marked m where not exists (select from reading_hourly h where")
                .add(" h.series_id = m.series_id and h.bucket = m.hour) limit ?) u", MOST_COUNTED)
                .add(" cross join lateral (select count(*) as count from reading r")
                .add(" where r.series_id = u.series_id")
                .add(" and r.ts >= u.hour and r.ts < u.hour + interval '1 hour' and ");
        addRange(statement, "r", "ts", series, range, Tier.HOURLY);
        statement
                .add(") c), (select " + MICROS.formatted("min(since)") + " from marked), ")
                .add("(select " + MICROS.formatted("max(hour)") + " from marked), ")
                .add("(select count(*) from marked), ");
    }

    private static void addRawGone(
            PostgresStatement statement, Collection<Integer> series, TimeRange range) {
        statement.add(
                "(select " + MICROS.formatted("max(h.bucket)") + " from reading_hourly h where ");
        addRange(statement, "h", "bucket", series, range, Tier.HOURLY);
        statement.add(" and h.raw_gone), ");
    }

    /** The ends that no rollup tells of; of several series the marks must do. */
    private static void addEnds(
            PostgresStatement statement, Collection<Integer> series, TimeRange range) {
        if (series.size() != 1) {
            statement.add("null::bigint, null::bigint");
            return;
        }
        statement
                .add("(select " + MICROS.formatted("r.ts") + " from reading r where ")
                .addSeries("r.series_id", series)
                .add(
                        " and r.ts >= ? and r.ts < ? and r.ts >= greatest(t.last_at, ?)",
                        range.from(),
                        range.to(),
                        range.from())
                .add(" order by r.ts desc limit 1), ")
                .add("(select " + MICROS.formatted("r.ts") + " from reading r where ")
                .addSeries("r.series_id", series)
                .add(
                        " and r.ts >= ? and r.ts < ? and r.ts < least(t.first_at, ?)",
                        range.from(),
                        range.to(),
                        range.to())
                .add(" order by r.ts limit 1)");
    }

    private static void addRange(
            PostgresStatement statement,
            String table,
            String column,
            Collection<Integer> series,
            TimeRange range,
            Tier tier) {
        Instant from =
                TimeRange.ofMicros(tier.floor(range.fromMicros()), Long.MAX_VALUE / 1000).from();
        statement
                .addSeries(table + ".series_id", series)
                .add(
                        " and %1$s.%2$s >= ? and %1$s.%2$s < ?".formatted(table, column),
                        from,
                        range.to());
    }

    private static Stock stock(ResultSet row) throws SQLException {
        long counted = row.getLong(1) + row.getLong(6);
        Long markedHour = number(row, 8);
        Long newest = number(row, 12);
        Long oldest = number(row, 13);
        Long hourlyGone = end(number(row, 11), Tier.DAILY);
        return new Stock(
                counted,
                least(number(row, 4), oldest == null ? number(row, 7) : oldest),
                newest == null ? greatest(number(row, 5), end(markedHour, Tier.HOURLY)) : newest,
                greatest(end(number(row, 10), Tier.HOURLY), hourlyGone),
                hourlyGone,
                row.getLong(9),
                markedHour == null ? row.getLong(2) + "." + row.getLong(3) : null);
    }

    private static @Nullable Long greatest(@Nullable Long one, @Nullable Long other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Math.max(one, other);
    }

    private static @Nullable Long least(@Nullable Long one, @Nullable Long other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Math.min(one, other);
    }

    private static @Nullable Long end(@Nullable Long start, Tier tier) {
        return start == null ? null : Long.valueOf(start + tier.micros());
    }

    private static @Nullable Long number(ResultSet row, int column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : Long.valueOf(number);
    }
}
