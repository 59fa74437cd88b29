-- Readings that were written before there were rollups.
insert into rollup_mark (hour, since, series_id)
select date_bin('1 hour', ts, timestamptz 'epoch') as hour, min(ts), series_id from reading group by hour, series_id;
