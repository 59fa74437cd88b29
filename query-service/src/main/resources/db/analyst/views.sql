-- What analysts see: the schema analyst. Made by query-service when this file has changed, in a transaction; nothing here holds data.
-- In parts, which are run one after the other: the driver does not see where the body of points_auto ends.
-- The views read the tables with the rights of their owner; those who read the views need no right to the tables.

drop view if exists analyst.points_auto, analyst.latest, analyst.completeness;
drop function if exists analyst.points_auto(text, text, timestamptz, timestamptz, int), analyst.time_that_was_set(text);
drop view if exists analyst.points_daily, analyst.points_hourly, analyst.points_raw, analyst.series, analyst.devices;
drop function if exists analyst.quality_flags(int),
    analyst.mean(bigint, double precision, double precision, double precision, double precision),
    analyst.deviation(bigint, double precision, double precision, double precision, double precision);

-- The sum of extreme values is kept scaled down by 1e20; the mean lies within the values.
create function analyst.mean(
    count bigint, sum double precision, extreme_sum double precision, min double precision, max double precision)
returns double precision language sql immutable parallel safe
return greatest(min, least(max, sum / count + case when extreme_sum is null then 0
    else greatest(-1.7976931348623155e288, least(1.7976931348623155e288, extreme_sum / count)) * 1e20 end));

-- The deviation of a sample. With values so large that their squares are not kept there is none.
create function analyst.deviation(
    count bigint, sum double precision, sum_squares double precision, min double precision, max double precision)
returns double precision language sql immutable parallel safe
return case when count > 1 and greatest(abs(min), abs(max)) < 1e140
    then sqrt(greatest(0, sum_squares - sum / count * sum) / (count - 1)) end;

create function analyst.quality_flags(quality int) returns text[] language sql immutable parallel safe
return array_remove(array[
    case when quality & 1 <> 0 then 'imputed' end,
    case when quality & 2 <> 0 then 'late' end,
    case when quality & 4 <> 0 then 'backfilled' end,
    case when quality & 8 <> 0 then 'clock_suspect' end], null);

-- The registered devices.
create view analyst.devices as
select id as device_id, name, type, location, labels, expected_interval from query.device;

-- Every metric of every device that has sent readings, registered or not.
create view analyst.series as
select device_id, metric, unit from query.series;

create view analyst.points_raw as
select s.device_id, s.metric, s.unit, r.ts, r.ordinal, r.value, r.quality, analyst.quality_flags(r.quality) as quality_flags
from query.series s join query.reading r on r.series_id = s.id;

-- One row for each hour (UTC) with readings; ts is its beginning. first_at and last_at are the times of its first and last reading.
create view analyst.points_hourly as
select s.device_id, s.metric, s.unit, h.bucket as ts, h.count,
    analyst.mean(h.count, h.sum, h.extreme_sum, h.min, h.max) as value, h.min, h.max,
    analyst.deviation(h.count, h.sum, h.sum_squares, h.min, h.max) as stddev,
    h.first, h.last, h.first_at, h.last_at, not h.raw_gone as has_raw
from query.series s join query.reading_hourly h on h.series_id = s.id;

-- The same for each day (UTC).
create view analyst.points_daily as
select s.device_id, s.metric, s.unit, d.bucket as ts, d.count,
    analyst.mean(d.count, d.sum, d.extreme_sum, d.min, d.max) as value, d.min, d.max,
    analyst.deviation(d.count, d.sum, d.sum_squares, d.min, d.max) as stddev,
    d.first, d.last, d.first_at, d.last_at, not d.raw_gone as has_hours
from query.series s join query.reading_daily d on d.series_id = s.id;

-- ---
-- One series from from_ts (with it) to to_ts (without it) in the finest tier that has all of the range in at most max_points rows:
-- readings, else hours, else days. Hours and days are those that the range touches. As one statement, so that it becomes a part of the
-- query that asks it; the branches of the other tiers are not run.
create function analyst.points_auto(
    for_device text, for_metric text, from_ts timestamptz, to_ts timestamptz, max_points int default 1000)
returns table (
    device_id text, metric text, unit text, ts timestamptz, tier text, value double precision, min double precision,
    max double precision, count bigint, first double precision, last double precision, ordinal smallint, quality smallint)
language sql stable parallel safe
begin atomic
    with choice as materialized (
        select case
            when (select count(*) from (
                    select from analyst.points_raw p
                    where p.device_id = for_device and p.metric = for_metric and p.ts >= from_ts and p.ts < to_ts
                    limit max_points + 1) as few) <= max_points
                and not exists (
                    select from analyst.points_hourly p
                    where p.device_id = for_device and p.metric = for_metric
                      and p.ts >= date_bin('1 hour', from_ts, timestamptz 'epoch') and p.ts < to_ts and not p.has_raw)
                and not exists (
                    select from analyst.points_daily p
                    where p.device_id = for_device and p.metric = for_metric
                      and p.ts >= date_bin('1 day', from_ts, timestamptz 'epoch') and p.ts < to_ts and not p.has_hours)
                then 'raw'
            when (select count(*) from (
                    select from analyst.points_hourly p
                    where p.device_id = for_device and p.metric = for_metric
                      and p.ts >= date_bin('1 hour', from_ts, timestamptz 'epoch') and p.ts < to_ts
                    limit max_points + 1) as few) <= max_points
                and not exists (
                    select from analyst.points_daily p
                    where p.device_id = for_device and p.metric = for_metric
                      and p.ts >= date_bin('1 day', from_ts, timestamptz 'epoch') and p.ts < to_ts and not p.has_hours)
                then 'hourly'
            else 'daily' end as tier)
    select r.device_id, r.metric, r.unit, r.ts, 'raw', r.value, r.value, r.value, 1::bigint, r.value, r.value, r.ordinal, r.quality
    from analyst.points_raw r
    where r.device_id = for_device and r.metric = for_metric and r.ts >= from_ts and r.ts < to_ts
      and (select choice.tier from choice) = 'raw'
    union all
    select h.device_id, h.metric, h.unit, h.ts, 'hourly', h.value, h.min, h.max, h.count, h.first, h.last, null, null
    from analyst.points_hourly h
    where h.device_id = for_device and h.metric = for_metric
      and h.ts >= date_bin('1 hour', from_ts, timestamptz 'epoch') and h.ts < to_ts
      and (select choice.tier from choice) = 'hourly'
    union all
    select d.device_id, d.metric, d.unit, d.ts, 'daily', d.value, d.min, d.max, d.count, d.first, d.last, null, null
    from analyst.points_daily d
    where d.device_id = for_device and d.metric = for_metric
      and d.ts >= date_bin('1 day', from_ts, timestamptz 'epoch') and d.ts < to_ts
      and (select choice.tier from choice) = 'daily';
end;
-- ---

-- A time that a session has set: sluice.range_from or sluice.range_to.
create function analyst.time_that_was_set(name text) returns timestamptz language plpgsql stable parallel safe as $$
declare
    setting text := current_setting('sluice.' || name, true);
begin
    if coalesce(setting, '') = '' then
        raise exception 'sluice.% is not set: the view points_auto does not see the where clause', name using
            errcode = 'object_not_in_prerequisite_state',
            hint = 'set sluice.range_from = ''2026-11-01''; set sluice.range_to = ''2026-12-01''; or ask '
                || 'select * from points_auto(''device'', ''metric'', ''2026-11-01'', ''2026-12-01'')';
    end if;
    return setting::timestamptz;
end $$;

-- The same for those who need a view: the range is what the session has set (set sluice.range_from = …, sluice.range_to = …, sluice.max_points = …),
-- and each series has a tier of its own.
create view analyst.points_auto as
select p.* from query.series s
cross join lateral analyst.points_auto(
    s.device_id, s.metric, analyst.time_that_was_set('range_from'), analyst.time_that_was_set('range_to'),
    coalesce(nullif(current_setting('sluice.max_points', true), '')::int, 1000)) p;

-- The latest reading of each series by event time. The newest rollup tells from where to look; where its readings are gone it is the
-- answer itself, and ordinal and quality are not known.
create view analyst.latest as
select s.device_id, s.metric, s.unit, l.ts, l.value, l.ordinal, l.quality
from query.series s
left join lateral (
    select bucket, last_at, last from (
        (select bucket, last_at, last from query.reading_hourly where series_id = s.id order by bucket desc limit 1)
        union all
        (select bucket, last_at, last from query.reading_daily where series_id = s.id order by bucket desc limit 1)) as newest
    order by bucket desc limit 1) n on true
cross join lateral (
    select ts, value, ordinal, quality from (
        (select ts, value, ordinal, quality from query.reading
            where series_id = s.id and ts >= coalesce(n.bucket, '-infinity') order by ts desc, ordinal desc limit 1)
        union all
        (select n.last_at, n.last, null, null where n.last_at is not null)) as known
    order by ts desc, ordinal desc nulls last limit 1) l;

-- How many readings each series has each day (UTC), and how many it should have by the interval that its device is registered with.
create view analyst.completeness as
select device_id, metric, ts, count, expected, case when expected > 0 then least(1, count / expected) end as completeness
from (
    select s.device_id, s.metric, d.bucket as ts, d.count,
        extract(epoch from least(d.bucket + interval '1 day', now()) - d.bucket)
            / extract(epoch from v.expected_interval) as expected
    from query.series s
    join query.reading_daily d on d.series_id = s.id
    left join query.device v on v.id = s.device_id) as days;
