-- What is known of the readings of one series in one hour (UTC). Kept by the refresher, which the marks tell what to do.
create table reading_hourly (
    -- The beginning of the hour.
    bucket timestamptz not null,
    -- The times of the first and the last reading in it.
    first_at timestamptz not null,
    last_at timestamptz not null,
    count bigint not null,
    -- Of the readings with |value| < 1e290. What is larger is summed up in extreme_sum, scaled down by 1e20: so no sum overflows.
    sum double precision not null,
    -- Of the readings with |value| < 1e140; if there are others, there is no deviation. Squares below 1e-300 count as 0.
    sum_squares double precision not null,
    min double precision not null,
    max double precision not null,
    first double precision not null,
    last double precision not null,
    -- Grows with each change, over all hours: what has not changed has the version it had.
    version bigint not null,
    series_id int not null,
    -- The raw readings that this was made of are gone.
    raw_gone boolean not null default false,
    extreme_sum double precision,
    primary key (series_id, bucket)
);

-- Where raw readings are missing: asked with most questions, and answered by no row as a rule.
create index reading_hourly_raw_gone on reading_hourly (series_id, bucket) where raw_gone;

-- The same in one day (UTC), made of the hours. Here raw_gone says that the hours that it was made of are gone.
create table reading_daily (like reading_hourly including all);

-- What an hour was when its raw readings went, once readings have come for it since: the rollup is both together. Who takes raw
-- readings away again removes the row, since the rollup is the new base then.
create table reading_hourly_base (like reading_hourly including all);

-- The same for days whose hours are gone.
create table reading_daily_base (like reading_hourly including all);

create sequence rollup_version;

-- The hours that a transaction of the writer touched, and from where in the hour. Rows are only added, each transaction its own:
-- a mark that was there already, and that a refresher takes meanwhile, would be taken before the readings can be seen.
create table rollup_mark (
    hour timestamptz not null,
    since timestamptz not null,
    series_id int not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);

create index rollup_mark_series_hour on rollup_mark (series_id, hour);
