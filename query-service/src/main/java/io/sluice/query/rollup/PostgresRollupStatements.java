package io.sluice.query.rollup;

/** The SQL of the refresher. */
final class PostgresRollupStatements {
    /** The hours that a transaction refreshes, each once. */
    static final String CREATE_REFRESHED_HOUR =
            """
            create temporary table if not exists refreshed_hour (
                hour timestamptz not null,
                since timestamptz not null,
                series_id int not null
            ) on commit delete rows
            """;

    /**
     * Each statement is planned for its own hours: only so are the partitions before and after them
     * left out. The planner does not know that there are few readings to an hour, and would rather
     * read whole partitions.
     */
    static final String SETTINGS =
            """
            set plan_cache_mode = force_custom_plan; set jit = off;
            set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off
            """;

    /**
     * Takes marks in the order in which they lie, from a place on: what was taken before lies
     * behind, and is not looked through again until the next round.
     */
    static final String TAKE =
            """
            with taken as (
                delete from rollup_mark
                where ctid = any (array(select ctid from rollup_mark where ctid > ?::tid limit ?))
                returning ctid as place, hour, since, series_id
            ),
            folded as (
                insert into refreshed_hour (hour, since, series_id)
                select hour, min(since), series_id from taken group by series_id, hour order by series_id, hour
                returning hour
            )
            select (select count(*) from taken), count(*), (select max(place)::text from taken),
                min(hour), max(hour) + interval '1 hour'
            from folded
            """;

    /**
     * Takes the other marks of the hours that were taken. An hour is computed with all readings
     * that can be seen: a mark of it that stays behind would have it computed anew from its
     * beginning.
     */
    static final String TAKE_REST =
            """
            with rest as (
                delete from rollup_mark m using refreshed_hour h
                where m.series_id = h.series_id and m.hour = h.hour
                returning m.series_id, m.hour, m.since
            ),
            folded as (
                select series_id, hour, min(since) as since, count(*) as marks from rest group by series_id, hour
            ),
            earlier as (
                update refreshed_hour h set since = f.since from folded f
                where h.series_id = f.series_id and h.hour = f.hour and f.since < h.since
            )
            select coalesce(sum(marks), 0) from folded
            """;

    static final String NEXT_VERSION = "select nextval('rollup_version')";

    /**
     * Rows of a tier from what is kept of the old row, if anything, and what lies below it in the
     * tier that it is made of. A row with nothing in it goes. Parameters: those of {@code below},
     * the version.
     */
    private static final String REFRESH =
            """
            with known as (
                select t.series_id, t.bucket, h.raw_gone and b.series_id is null as is_base,
                    case when h.raw_gone then null else h.last_at end as after,
                    coalesce(b.first_at, h.first_at) as first_at, coalesce(b.last_at, h.last_at) as last_at,
                    coalesce(b.count, h.count, 0) as count, coalesce(b.sum, h.sum, 0) as sum,
                    coalesce(b.sum_squares, h.sum_squares, 0) as sum_squares,
                    coalesce(b.min, h.min) as min, coalesce(b.max, h.max) as max,
                    coalesce(b.first, h.first) as first, coalesce(b.last, h.last) as last,
                    case when b.series_id is null then h.extreme_sum else b.extreme_sum end as extreme_sum
                from ({touched}) t
                left join {tier} h on h.series_id = t.series_id and h.bucket = t.bucket and {is_kept}
                left join {tier}_base b
                    on b.series_id = case when h.raw_gone then h.series_id end and b.bucket = h.bucket
            ),
            computed as materialized (
                select k.series_id, k.bucket, least(k.first_at, r.first_at) as first_at,
                    greatest(k.last_at, r.last_at) as last_at, k.count + r.count as count,
                    k.sum + coalesce(r.sum, 0) as sum, k.sum_squares + coalesce(r.sum_squares, 0) as sum_squares,
                    least(k.min, r.min) as min, greatest(k.max, r.max) as max,
                    case when r.count = 0 or k.first_at <= r.first_at then k.first else r.first end as first,
                    case when r.count = 0 or k.last_at > r.last_at then k.last else r.last end as last,
                    coalesce(k.extreme_sum + r.extreme_sum, k.extreme_sum, r.extreme_sum) as extreme_sum
                from known k cross join lateral ({below}) r
            ),
            saved as (
                insert into {tier}_base
                select h.* from known k join {tier} h on h.series_id = k.series_id and h.bucket = k.bucket
                where k.is_base
            ),
            removed as (
                delete from {tier} h using computed c
                where c.count = 0 and h.series_id = c.series_id and h.bucket = c.bucket
            )
            insert into {tier} as h (bucket, first_at, last_at, count, sum, sum_squares, min, max, first, last,
                version, series_id, extreme_sum)
            select bucket, first_at, last_at, count, sum, sum_squares, min, max, first, last, ?, series_id, extreme_sum
            from computed where count > 0
            on conflict (series_id, bucket) do update set
                first_at = excluded.first_at, last_at = excluded.last_at, count = excluded.count, sum = excluded.sum,
                sum_squares = excluded.sum_squares, min = excluded.min, max = excluded.max, first = excluded.first,
                last = excluded.last, version = excluded.version, extreme_sum = excluded.extreme_sum
            """;

    /**
     * The readings of an hour, or those after what is kept of it. No sum and no square may leave
     * the range of numbers, at its lower end either: the database would refuse the whole statement.
     * Readings come in their order from the index, so the array costs no sorting.
     */
    private static final String READINGS =
            """
            select count(*) as count, min(ts) as first_at, max(ts) as last_at,
                sum(value) filter (where abs(value) < 1e290) as sum,
                sum(value * value) filter (where abs(value) < 1e140 and abs(value) > 1e-150) as sum_squares,
                sum(value / 1e20) filter (where abs(value) >= 1e290) as extreme_sum,
                min(value) as min, max(value) as max,
                (array_agg(value order by ts, ordinal))[1] as first,
                (array_agg(value order by ts, ordinal))[count(*)] as last
            from reading
            where series_id = k.series_id and ts > coalesce(k.after, k.bucket - interval '1 microsecond')
                and ts < k.bucket + interval '1 hour' and ts >= ? and ts < ?
            """;

    private static final String HOURS =
            """
            select coalesce(sum(count), 0)::bigint as count, min(first_at) as first_at, max(last_at) as last_at,
                sum(sum) as sum, sum(sum_squares) as sum_squares, sum(extreme_sum) as extreme_sum,
                min(min) as min, max(max) as max,
                (array_agg(first order by bucket))[1] as first,
                (array_agg(last order by bucket))[count(*)] as last
            from reading_hourly
            where series_id = k.series_id and bucket >= k.bucket and bucket < k.bucket + interval '1 day'
            """;

    /**
     * What is kept of an hour: all of it if it has been touched behind its last reading only. If
     * its readings are gone, what it was then.
     */
    static final String REFRESH_HOURS =
            REFRESH.replace("{tier}", "reading_hourly")
                    .replace(
                            "{touched}",
                            "select series_id, hour as bucket, since from refreshed_hour")
                    .replace("{is_kept}", "(h.raw_gone or t.since > h.last_at)")
                    .replace("{below}", READINGS);

    static final String REFRESH_DAYS =
            REFRESH.replace("{tier}", "reading_daily")
                    .replace(
                            "{touched}",
                            "select distinct series_id, date_bin('1 day', hour, timestamptz"
                                    + " 'epoch') as bucket from refreshed_hour")
                    .replace("{is_kept}", "h.raw_gone")
                    .replace("{below}", HOURS);

    /** Far more than this is the same to whoever looks: the count would take too long. */
    static final String COUNT_MARKS =
            "select count(*) from (select from rollup_mark limit 1000000) as mark";

    private PostgresRollupStatements() {}
}
