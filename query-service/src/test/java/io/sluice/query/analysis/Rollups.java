package io.sluice.query.analysis;

import org.springframework.jdbc.core.JdbcTemplate;

/** Rollups of readings that are there, for tests that do not wait for those of the service. */
final class Rollups {
    private static final String COMPUTE =
            """
            insert into reading_hourly (series_id, bucket, first_at, last_at, count, sum, sum_squares, min, max,
                first, last, version, extreme_sum)
            select series_id, date_trunc('hour', ts, 'UTC'), min(ts), max(ts), count(*),
                coalesce(sum(value) filter (where abs(value) < 1e290), 0),
                coalesce(sum(value * value) filter (where abs(value) < 1e140 and abs(value) > 1e-140), 0), min(value), max(value),
                (array_agg(value order by ts, ordinal))[1], (array_agg(value order by ts desc, ordinal desc))[1],
                nextval('rollup_version'), sum(value * 1e-20) filter (where abs(value) >= 1e290)
            from reading where series_id in (select id from series where device_id like ?)
            group by 1, 2 on conflict do nothing
            """;

    private Rollups() {}

    /** Of all series of devices whose names begin so. */
    static void compute(JdbcTemplate jdbc, String prefix) {
        jdbc.update(COMPUTE, prefix + "%");
    }
}
