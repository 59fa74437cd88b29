package io.sluice.query.analysis;

import io.sluice.query.calendar.PostgresCalendar;
import io.sluice.query.database.PostgresCondition;
import io.sluice.query.database.PostgresQueries;
import io.sluice.query.database.PostgresStatement;
import io.sluice.query.point.TimeRange;
import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import io.sluice.query.tier.QualityFilter;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Where the readings of a selection are taken from: parts of statements. */
@Component
final class PostgresSource {
    private static final String CHOSEN =
            " join unnest(?::int[], ?::int[]) as g (series_id, grp) using (series_id)";

    /** In the form of a rollup of one reading. */
    private static final String READING_SUMMED =
            """
            select g.grp, r.ts, 1::bigint as n,
                case when abs(r.value) < 1e290 then r.value end as sum,
                case when abs(r.value) >= 1e290 then r.value * 1e-20 end as extreme,
                r.value as min, r.value as max\
            """;

    /**
     * An hour that a mark says is about to be computed anew is left out, and read from its
     * readings, so that what is answered is right at any moment. Unless these are gone.
     */
    private static final String HOURS =
            """
            select g.grp, r.bucket as ts, r.count as n, r.sum, r.extreme_sum as extreme, r.min, r.max
            from reading_hourly r\
            """;

    private static final String NOT_MARKED =
            """
             and (r.raw_gone or not exists (
                select from rollup_mark m where m.series_id = r.series_id and m.hour = r.bucket))\
            """;

    /** With an offset, so that the planner goes from marks to readings and never the other way. */
    private static final String MARKED =
            """
             from (
                select distinct m.series_id, m.hour from rollup_mark m
                where m.series_id = any (?) and m.hour >= ? and m.hour < ? and not exists (
                    select from reading_hourly h
                    where h.series_id = m.series_id and h.bucket = m.hour and h.raw_gone)
            ) marked cross join lateral (
                select * from reading x where x.series_id = marked.series_id and x.ts >= ? and x.ts < ?
                    and x.ts >= marked.hour and x.ts < marked.hour + interval '1 hour' offset 0
            ) r join unnest(?::int[], ?::int[]) as g (series_id, grp) on g.series_id = r.series_id
            where true\
            """;

    private static final String WITHOUT_READINGS =
            """
            select max(bucket) + interval '1 hour' from reading_hourly
            where series_id = any (?) and bucket > ? and bucket < ? and raw_gone\
            """;

    private final PostgresQueries queries;

    PostgresSource(PostgresQueries queries) {
        this.queries = queries;
    }

    /**
     * Readings summed up, or not yet.
     *
     * @param sql rows of grp, ts, n (how many readings), sum (of those below 1e290), extreme (the
     *     sum of the others by 1e20), min, max
     * @param tier what they are read from
     */
    record Summed(PostgresStatement sql, String tier) {}

    /**
     * Readings, to be summed up into groups and buckets.
     *
     * @param byHour whether no bucket divides an hour
     * @throws QueryException {@code raw_is_gone} where rollups do not tell what is asked
     */
    Summed summed(Selection selection, boolean byHour) {
        TimeRange range = selection.range();
        TimeRange hours = selection.fullHours();
        if (!byHour || hours.from().equals(hours.to())) {
            requireReadings(selection, range);
            return new Summed(readingsSummed(selection, range), "raw");
        }
        PostgresStatement sql = hours(selection, hours);
        sql.add(" union all ").add(marked(selection, hours));
        for (TimeRange edge :
                List.of(
                        new TimeRange(range.from(), hours.from()),
                        new TimeRange(hours.to(), range.to()))) {
            if (edge.from().isBefore(edge.to())) {
                requireReadings(selection, edge);
                sql.add(" union all ").add(readingsSummed(selection, edge));
            }
        }
        return new Summed(sql, "hourly");
    }

    /**
     * The readings themselves: rows of grp, series_id, ts, ordinal, value, quality.
     *
     * @throws QueryException {@code raw_is_gone} if they are not there any more
     */
    PostgresStatement readings(Selection selection) {
        requireReadings(selection, selection.range());
        return ofReadings(
                "select g.grp, r.series_id, r.ts, r.ordinal, r.value, r.quality",
                selection,
                selection.range());
    }

    private static PostgresStatement readingsSummed(Selection selection, TimeRange range) {
        return ofReadings(READING_SUMMED, selection, range);
    }

    private static PostgresStatement ofReadings(
            String columns, Selection selection, TimeRange range) {
        return new PostgresStatement()
                .add(
                        columns + " from reading r" + CHOSEN,
                        selection.ids(),
                        selection.groupsOfSeries())
                .add(
                        " where r.series_id = any (?) and r.ts >= ? and r.ts < ?",
                        selection.ids(),
                        range.from(),
                        range.to())
                .and(PostgresCalendar.condition(selection.calendar(), "r.ts"))
                .and(quality(selection.quality()));
    }

    private static PostgresCondition quality(QualityFilter filter) {
        return filter.isAny()
                ? PostgresCondition.ALWAYS
                : new PostgresCondition(
                        "(r.quality & ?) = 0" + (filter.good() ? "" : " and r.quality <> 0"),
                        List.of(filter.refused()));
    }

    private static PostgresStatement hours(Selection selection, TimeRange hours) {
        return new PostgresStatement()
                .add(HOURS + CHOSEN, selection.ids(), selection.groupsOfSeries())
                .add(
                        " where r.series_id = any (?) and r.bucket >= ? and r.bucket < ?"
                                + NOT_MARKED,
                        selection.ids(),
                        hours.from(),
                        hours.to())
                .and(PostgresCalendar.condition(selection.calendar(), "r.bucket"));
    }

    private static PostgresStatement marked(Selection selection, TimeRange hours) {
        return new PostgresStatement()
                .add(
                        READING_SUMMED + MARKED,
                        selection.ids(),
                        hours.from(),
                        hours.to(),
                        hours.from(),
                        hours.to(),
                        selection.ids(),
                        selection.groupsOfSeries())
                .and(PostgresCalendar.condition(selection.calendar(), "r.ts"));
    }

    private void requireReadings(Selection selection, TimeRange range) {
        Instant first = range.from().minus(1, ChronoUnit.HOURS);
        queries
                .list(
                        WITHOUT_READINGS,
                        List.of(selection.ids(), first, range.to()),
                        row -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
                .stream()
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(until -> {
                    throw new QueryException(
                            ErrorCode.RAW_IS_GONE,
                            "this needs the readings themselves, and of these series they are kept"
                                    + " from "
                                    + until
                                    + " on");
                });
    }
}
