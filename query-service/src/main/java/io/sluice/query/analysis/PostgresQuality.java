package io.sluice.query.analysis;

import static io.sluice.query.analysis.PostgresMath.micros;

import io.sluice.contracts.readings.QualityFlag;
import io.sluice.query.answer.Answer;
import io.sluice.query.answer.Column;
import io.sluice.query.database.PostgresQueries;
import io.sluice.query.database.PostgresStatement;
import io.sluice.query.point.TimeRange;
import io.sluice.query.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** How completely series are covered by readings, and how good these are. */
@Component
final class PostgresQuality {
    private static final String INTERVALS =
            """
            select coalesce(nullif(?, '')::bigint, (extract(epoch from d.expected_interval) * 1000000)::bigint, 0)
            from unnest(?::text[]) with ordinality as n (id, place) left join device d on d.id = n.id order by n.place\
            """;

    /** Readings with the time of the one before, and the interval (0 if nothing is expected). */
    private static final String TIMES =
            """
            t as (
                select r.*, i.micros, ts - lag(ts) over (partition by grp order by ts) as since,
                    lag(ts) over (partition by grp order by ts) as previous
                from r join i using (grp)
            )\
            """;

    private static final String IS_GAP =
            "micros > 0 and since > micros * ?::int * interval '1 microsecond'";

    private static final String TOTAL =
            """
            , total as (
                select grp, count(*) as readings, count(*) filter (where since = interval '0') as again,
                    min(ts) as first, max(ts) as last, count(distinct (ts at time zone ?)::date) as days,
                    max(since) as longest, count(*) filter (where\
            """
                    + " "
                    + IS_GAP
                    + ") as gaps, ";

    private static final String EXPECTED =
            """
            case when micros > 0 then greatest(1, ((extract(epoch from
                coalesce(nullif(?, '')::timestamptz, last + micros * interval '1 microsecond') - coalesce(nullif(?, '')::timestamptz, first))
                * 1000000) / micros)::bigint) end as expected\
            """;

    private static final String GAPS =
            """
            select grp, %s, %s, extract(epoch from since), ((extract(epoch from since) * 1000000) / micros)::bigint - 1
            from t where %s order by grp, ts\
            """
                    .formatted(micros("previous"), micros("ts"), IS_GAP);

    private final PostgresQueries queries;
    private final PostgresSource source;
    private final InstantSource clock;

    PostgresQuality(PostgresQueries queries, PostgresSource source, InstantSource clock) {
        this.queries = queries;
        this.source = source;
        this.clock = clock;
    }

    /**
     * One row for each series, also for those without readings.
     *
     * @param interval how often a reading is expected; otherwise as the device is registered
     * @param gaps a gap is longer than so many intervals
     */
    Answer quality(Selection selection, Optional<Duration> interval, int gaps) {
        List<Column> columns =
                new ArrayList<>(
                        List.of(
                                Column.integer("readings"),
                                Column.time("first"),
                                Column.time("last"),
                                Column.integer("days_active"),
                                Column.integer("same_time"),
                                Column.number("interval_seconds"),
                                Column.integer("expected"),
                                Column.number("completeness"),
                                Column.integer("gaps"),
                                Column.number("longest_gap_seconds"),
                                Column.integer("good"),
                                Column.number("good_share")));
        StringBuilder counts = new StringBuilder("count(*) filter (where quality = 0) as good");
        StringBuilder shares = new StringBuilder("coalesce(good, 0), good / readings::float8");
        for (QualityFlag flag : QualityFlag.values()) {
            String name = Parameters.lowerCase(flag);
            counts.append(", count(*) filter (where quality & " + flag.bit() + " <> 0) as " + name);
            shares.append(", coalesce(" + name + ", 0), " + name + " / readings::float8");
            columns.add(Column.integer(name));
            columns.add(Column.number(name + "_share"));
        }
        PostgresStatement statement =
                times(selection, interval)
                        .add(
                                TOTAL + counts + " from t group by grp) ",
                                selection.zone().getId(),
                                gaps)
                        .add("select series, coalesce(readings, 0), " + micros("first") + ", ")
                        .add(micros("last") + ", coalesce(days, 0), coalesce(again, 0),")
                        .add(
                                " nullif(micros, 0) / 1e6, expected, case when expected > 0 then"
                                        + " least(1, (coalesce(readings, 0)")
                        .add(" - coalesce(again, 0)) / expected::float8) end,")
                        .add(" case when micros > 0 then coalesce(gaps, 0) end,")
                        .add(" extract(epoch from longest), " + shares)
                        .add(" from (select i.micros, total.*, i.grp as series, ")
                        .add(expected(selection.range()))
                        .add(" from i left join total using (grp)) e order by series");
        return answer(selection, statement, gaps, "quality", columns);
    }

    /** The gaps of each series, in the order of time: the readings before and after them. */
    Answer gaps(Selection selection, Optional<Duration> interval, int gaps) {
        return answer(
                selection,
                times(selection, interval).add(GAPS, gaps),
                gaps,
                "gaps",
                List.of(
                        Column.time("start"),
                        Column.time("end"),
                        Column.number("seconds"),
                        Column.integer("missing")));
    }

    private PostgresStatement times(Selection selection, Optional<Duration> interval) {
        return new PostgresStatement()
                .add("with r as (")
                .add(source.readings(selection))
                .add(
                        "), i as (select * from unnest(?::int[], ?::bigint[]) as i (grp, micros)),"
                                + " ",
                        selection.groupsOfSeries(),
                        intervals(selection, interval))
                .add(TIMES);
    }

    /** In microseconds; 0 where nothing is expected. */
    private long[] intervals(Selection selection, Optional<Duration> interval) {
        String[] devices = selection.series().stream().map(Series::deviceId).toArray(String[]::new);
        String given =
                interval.map(Duration::toNanos)
                        .map(nanos -> String.valueOf(nanos / 1_000))
                        .orElse("");
        return queries.list(INTERVALS, List.of(given, devices), row -> row.getLong(1)).stream()
                .mapToLong(Long::longValue)
                .toArray();
    }

    /** From the beginning of the range, if it was given, to its end or now. */
    private PostgresStatement expected(TimeRange range) {
        Instant now = clock.instant();
        String from = range.from().equals(TimeRange.ALL.from()) ? "" : range.from().toString();
        String to =
                range.to().equals(TimeRange.ALL.to())
                        ? ""
                        : (range.to().isBefore(now) ? range.to() : now).toString();
        return new PostgresStatement().add(EXPECTED, to, from);
    }

    private Answer answer(
            Selection selection,
            PostgresStatement statement,
            int gaps,
            String rows,
            List<Column> columns) {
        return new PostgresAnswer(
                queries,
                statement,
                selection.groups(),
                selection.head(Map.of("gaps_longer_than_intervals", gaps)),
                rows,
                columns);
    }
}
