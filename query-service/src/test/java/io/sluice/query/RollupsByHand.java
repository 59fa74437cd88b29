package io.sluice.query;

import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.JdbcTemplate;

/** Makes rollups of what is in the table, as plain SQL says; those that are there stay. */
public final class RollupsByHand {
    private static final String ROLL_UP =
            """
            insert into %s (bucket, first_at, last_at, count, sum, sum_squares, min, max, first, last, version, series_id)
            select date_bin(?::interval, ts, timestamptz 'epoch') as bucket, min(ts), max(ts), count(*), sum(value),
                sum(value * value), min(value), max(value), (array_agg(value order by ts, ordinal))[1],
                (array_agg(value order by ts desc, ordinal desc))[1], 1, series_id
            from reading where series_id = ? and ts < ? group by bucket, series_id on conflict do nothing
            """;

    private RollupsByHand() {}

    /**
     * Hours and days of one series.
     *
     * @param until of readings before this time
     */
    public static void make(JdbcTemplate jdbc, int series, Instant until) {
        jdbc.update(
                ROLL_UP.formatted("reading_hourly"),
                "1 hour",
                series,
                until.atOffset(ZoneOffset.UTC));
        jdbc.update(
                ROLL_UP.formatted("reading_daily"),
                "1 day",
                series,
                until.atOffset(ZoneOffset.UTC));
    }
}
