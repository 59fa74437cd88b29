package io.sluice.query.retention;

import io.sluice.query.retention.RetentionEffects.Outcome;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Lets raw readings go, within the transaction of its caller.
 *
 * <p>First the refresher is held off, then the partition is locked against writers: what they
 * committed into it can be seen then, with its marks, and what they have not committed comes after
 * the readings have gone, as late readings do.
 */
final class PostgresRawRetention {
    private static final String HOLD_THE_REFRESHER =
            "select pg_advisory_xact_lock(7203114901) is null";

    /** Who waits for the partition waits behind this, and no longer. */
    private static final String PATIENCE = "1s";

    /** Of readings that were there before there were rollups, or whose marks were lost. */
    private static final String MARK_UNFINISHED =
            """
            with raw as (
                select series_id, date_bin('1 hour', ts, timestamptz 'epoch') as hour, count(*) as rows
                from reading where series_id = any (?) and ts >= ? and ts < ? group by 1, 2
            )
            insert into rollup_mark (hour, since, series_id)
            select raw.hour, raw.hour, raw.series_id
            from raw
            left join reading_hourly h on h.series_id = raw.series_id and h.bucket = raw.hour
            left join reading_hourly_base b on b.series_id = raw.series_id and b.bucket = raw.hour
            where raw.rows is distinct from
                    case when h.raw_gone then h.count - coalesce(b.count, h.count) else h.count end
                and not exists
                    (select from rollup_mark m where m.series_id = raw.series_id and m.hour = raw.hour)
            """;

    private static final String HAS_MARKS =
            "select exists (select from rollup_mark where hour >= ? and hour < ?)";

    private static final String HAS_CHANGED =
            """
            select exists (select from reading_hourly
                where series_id = any (?) and bucket >= ? and bucket < ? and version > ?)
            """;

    private static final String ALL_GONE =
            """
            with hours as (
                select h.series_id, h.bucket, h.count - coalesce(b.count, 0) as rows
                from reading_hourly h
                left join reading_hourly_base b on b.series_id = h.series_id and b.bucket = h.bucket
                where h.series_id = any (?) and h.bucket >= ? and h.bucket < ?
                    and (not h.raw_gone or b.series_id is not null)
            ), gone as (
                update reading_hourly h set raw_gone = true, version = (select nextval('rollup_version'))
                from hours where h.series_id = hours.series_id and h.bucket = hours.bucket
            ), total as (
                delete from reading_hourly_base b using hours
                where b.series_id = hours.series_id and b.bucket = hours.bucket
            )
            select coalesce(sum(rows), 0)::bigint from hours
            """;

    private static final String DELETE =
            """
            with hours as (
                select h.series_id, h.bucket, h.count - coalesce(b.count, 0) as rows
                from reading_hourly h
                left join reading_hourly_base b on b.series_id = h.series_id and b.bucket = h.bucket
                where h.series_id = any (?) and h.bucket >= ? and h.bucket < ?
                    and (not h.raw_gone or b.series_id is not null) and h.version <= ?
                    and not exists
                        (select from rollup_mark m where m.series_id = h.series_id and m.hour = h.bucket)
            ), chosen as (
                select series_id, bucket from
                    (select *, sum(rows) over (order by bucket, series_id) - rows as before from hours) counted
                where before < ?
            ), gone as (
                update reading_hourly h set raw_gone = true, version = (select nextval('rollup_version'))
                from chosen c where h.series_id = c.series_id and h.bucket = c.bucket returning 1
            ), total as (
                delete from reading_hourly_base b using chosen c
                where b.series_id = c.series_id and b.bucket = c.bucket
            ), deleted as (
                delete from reading r using chosen c
                where r.series_id = c.series_id and r.ts >= c.bucket and r.ts < c.bucket + interval '1 hour'
                    and r.ts >= ? and r.ts < ?
                returning 1
            )
            select (select count(*) from deleted) as deleted, (select count(*) from gone) as hours
            """;

    /** How long the list of hours is misleads the planner. */
    private static final String JOIN_BY_INDEX =
            "set local enable_hashjoin = off; set local enable_mergejoin = off";

    private final JdbcTemplate jdbc;
    private final RawPartitions partitions;
    private final PostgresSeriesInRange seriesInRange;
    private final int rowsAtOnce;

    PostgresRawRetention(JdbcTemplate jdbc, RawPartitions partitions, int rowsAtOnce) {
        this.jdbc = jdbc;
        this.partitions = partitions;
        this.seriesInRange = new PostgresSeriesInRange(jdbc);
        this.rowsAtOnce = rowsAtOnce;
    }

    long markUnfinished(Set<Integer> series, Instant from, Instant until) {
        return jdbc.update(MARK_UNFINISHED, ids(series), at(from), at(until));
    }

    /**
     * Lets a partition go as a whole.
     *
     * @param archivedVersion what was archived is as it was if no rollup has a later version
     */
    Outcome drop(RetentionAction.DropPartition action, @Nullable Long archivedVersion) {
        Partition partition = action.partition();
        if (!lock(partition, "access exclusive")) {
            return Outcome.left(partition.name() + " is in use");
        }
        Set<Integer> others =
                new HashSet<>(seriesInRange.find(partition.from(), partition.until()));
        others.removeAll(action.series());
        if (!others.isEmpty()) {
            return Outcome.left(others.size() + " more series have readings in it by now");
        }
        OffsetDateTime from = at(partition.from());
        OffsetDateTime until = at(partition.until());
        if (is(HAS_MARKS, from, until)) {
            return Outcome.left("some hours have rollups that are not up to date");
        }
        if (archivedVersion != null
                && is(HAS_CHANGED, ids(action.archived()), from, until, archivedVersion)) {
            return Outcome.left("readings have changed since they were archived");
        }
        Long rows = jdbc.queryForObject(ALL_GONE, Long.class, ids(action.series()), from, until);
        partitions.empty(partition);
        return new Outcome(Objects.requireNonNull(rows), false, null);
    }

    /** Deletes whole hours, until there are enough readings of them. */
    Outcome deleteSome(RetentionAction.DeleteRows action, @Nullable Long archivedVersion) {
        if (!lock(action.partition(), "share row exclusive")) {
            return Outcome.left(action.partition().name() + " is in use");
        }
        jdbc.execute(JOIN_BY_INDEX);
        return Objects.requireNonNull(
                jdbc.queryForObject(
                        DELETE,
                        (result, _) -> new Outcome(result.getLong(1), result.getLong(2) > 0, null),
                        ids(action.series()),
                        at(action.from()),
                        at(action.until()),
                        archivedVersion == null ? Long.MAX_VALUE : archivedVersion,
                        rowsAtOnce,
                        at(action.from()),
                        at(action.until())));
    }

    void dropIfEmpty(Partition partition) {
        partitions.dropIfEmpty(partition);
    }

    private boolean lock(Partition partition, String mode) {
        jdbc.queryForObject(HOLD_THE_REFRESHER, Boolean.class);
        return new PostgresLockAttempt(jdbc).lock(partition.table(), mode, PATIENCE);
    }

    private boolean is(String sql, Object... parameters) {
        return Boolean.TRUE.equals(jdbc.queryForObject(sql, Boolean.class, parameters));
    }

    private static int[] ids(Set<Integer> series) {
        return series.stream().mapToInt(Integer::intValue).toArray();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
