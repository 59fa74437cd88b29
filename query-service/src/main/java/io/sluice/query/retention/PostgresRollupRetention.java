package io.sluice.query.retention;

import io.sluice.query.retention.RetentionEffects.Outcome;
import java.time.ZoneOffset;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Lets rollups go, within the transaction of its caller: the hours of a day all at once. The day is
 * marked then: what comes for it later is added to what it is.
 */
final class PostgresRollupRetention {
    private static final String HOLD_THE_REFRESHER =
            "select pg_advisory_xact_lock(7203114901) is null";

    private static final int HOURS_OF_DAY = 24;

    private static final String DELETE_HOURLY =
            """
            with candidates as (
                select series_id, date_trunc('day', bucket, 'UTC') as day, bool_and(raw_gone) as is_gone
                from reading_hourly where series_id = any (?) and bucket < ? group by 1, 2
            ), chosen as (
                select c.series_id, c.day from candidates c
                where c.is_gone
                    and exists (select from reading_daily d where d.series_id = c.series_id and d.bucket = c.day)
                    and not exists (select from reading_hourly_base b where b.series_id = c.series_id
                        and b.bucket >= c.day and b.bucket < c.day + interval '24 hours')
                    and not exists (select from rollup_mark m where m.series_id = c.series_id
                        and m.hour >= c.day and m.hour < c.day + interval '24 hours')
                limit ?
            ), days as (
                update reading_daily d set raw_gone = true from chosen c
                where d.series_id = c.series_id and d.bucket = c.day
            ), total as (
                delete from reading_daily_base b using chosen c where b.series_id = c.series_id and b.bucket = c.day
            ), deleted as (
                delete from reading_hourly h using chosen c
                where h.series_id = c.series_id and h.bucket >= c.day and h.bucket < c.day + interval '24 hours'
                returning 1
            )
            select count(*) from deleted
            """;

    private static final String DELETE_DAILY =
            """
            with chosen as (
                select d.series_id, d.bucket from reading_daily d
                where d.series_id = any (?) and d.bucket < ?
                    and not exists (select from reading_hourly h where h.series_id = d.series_id
                        and h.bucket >= d.bucket and h.bucket < d.bucket + interval '24 hours')
                    and not exists (select from rollup_mark m where m.series_id = d.series_id
                        and m.hour >= d.bucket and m.hour < d.bucket + interval '24 hours')
                limit ?
            ), bases as (
                delete from reading_daily_base b using chosen c
                where b.series_id = c.series_id and b.bucket = c.bucket
            ), deleted as (
                delete from reading_daily d using chosen c
                where d.series_id = c.series_id and d.bucket = c.bucket returning 1
            )
            select count(*) from deleted
            """;

    private final JdbcTemplate jdbc;
    private final int rowsAtOnce;

    PostgresRollupRetention(JdbcTemplate jdbc, int rowsAtOnce) {
        this.jdbc = jdbc;
        this.rowsAtOnce = rowsAtOnce;
    }

    Outcome deleteSome(RetentionAction.DeleteRollups action) {
        jdbc.queryForObject(HOLD_THE_REFRESHER, Boolean.class);
        long deleted =
                switch (action.rollups().tier()) {
                    case RAW -> throw new IllegalArgumentException("raw readings are no rollups");
                    case HOURLY ->
                            delete(DELETE_HOURLY, action, Math.max(1, rowsAtOnce / HOURS_OF_DAY));
                    case DAILY -> delete(DELETE_DAILY, action, rowsAtOnce);
                };
        return new Outcome(deleted, deleted > 0, null);
    }

    private long delete(String sql, RetentionAction.DeleteRollups action, int limit) {
        return Objects.requireNonNull(
                jdbc.queryForObject(
                        sql,
                        Long.class,
                        action.series().stream().mapToInt(Integer::intValue).toArray(),
                        action.rollups().until().atOffset(ZoneOffset.UTC),
                        limit));
    }
}
