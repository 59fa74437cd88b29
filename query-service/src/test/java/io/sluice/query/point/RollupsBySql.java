package io.sluice.query.point;

import org.springframework.jdbc.core.JdbcTemplate;

/** Fills the rollups of a device at once, as far as they are not there yet. */
final class RollupsBySql {
    private static final String HOURS =
            """
            insert into reading_hourly (bucket, first_at, last_at, count, sum, sum_squares, min, max, first, last,
                version, series_id, extreme_sum)
            select date_trunc('hour', ts, 'UTC') as hour, min(ts), max(ts), count(*),
                coalesce(sum(value) filter (where abs(value) < 1e290), 0),
                coalesce(sum(value * value) filter (where abs(value) < 1e140), 0), min(value), max(value),
                (array_agg(value order by ts, ordinal))[1], (array_agg(value order by ts desc, ordinal desc))[1],
                nextval('rollup_version'), series_id, sum(value * 1e-20) filter (where abs(value) >= 1e290)
            from reading where series_id in (select id from series where device_id = ?)
            group by series_id, hour on conflict do nothing
            """;
    private static final String DAYS =
            """
            insert into reading_daily (bucket, first_at, last_at, count, sum, sum_squares, min, max, first, last,
                version, series_id, raw_gone, extreme_sum)
            select date_trunc('day', bucket, 'UTC') as day, min(first_at), max(last_at), sum(count), sum(sum),
                sum(sum_squares), min(min), max(max), (array_agg(first order by bucket))[1],
                (array_agg(last order by bucket desc))[1], max(version), series_id, bool_or(raw_gone), sum(extreme_sum)
            from reading_hourly where series_id in (select id from series where device_id = ?)
            group by series_id, day on conflict do nothing
            """;

    private RollupsBySql() {}

    static void fill(JdbcTemplate jdbc, String device) {
        jdbc.update(HOURS, device);
        jdbc.update(DAYS, device);
    }
}
