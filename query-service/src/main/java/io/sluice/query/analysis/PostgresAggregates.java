package io.sluice.query.analysis;

import static io.sluice.query.analysis.PostgresMath.micros;

import io.sluice.query.answer.Answer;
import io.sluice.query.answer.Column;
import io.sluice.query.database.PostgresQueries;
import io.sluice.query.database.PostgresStatement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Readings summed up: all of them, by bucket, and how buckets change. */
@Component
final class PostgresAggregates {
    private final PostgresQueries queries;
    private final PostgresSource source;

    PostgresAggregates(PostgresQueries queries, PostgresSource source) {
        this.queries = queries;
        this.source = source;
    }

    /** All readings of each group; a group without any has a count of 0. */
    Answer whole(Selection selection, List<Measure> measures) {
        PostgresSource.Summed summed = source.summed(selection, true);
        PostgresStatement statement =
                new PostgresStatement()
                        .add("select a.grp, " + columns(measures))
                        .add(" from (select grp, " + PostgresMath.SUMS + " from (")
                        .add(summed.sql())
                        .add(") s group by grp) b right join")
                        .add(
                                " (select distinct grp from unnest(?::int[]) as u (grp)) a using"
                                        + " (grp) order by a.grp",
                                selection.groupsOfSeries());
        return answer(selection, summed, Map.of(), statement, "aggregates", columnsOf(measures));
    }

    /**
     * The readings by bucket.
     *
     * @param top only so many buckets of each group, those where the first measure is highest
     */
    Answer byBucket(Selection selection, Step step, List<Measure> measures, Optional<Integer> top) {
        PostgresSource.Summed summed = source.summed(selection, step.isByHour());
        PostgresStatement statement =
                new PostgresStatement()
                        .add("select grp, " + micros("bucket") + " as start, " + columns(measures))
                        .add(place(measures.getFirst(), "bucket"))
                        .add(" from (")
                        .add(buckets(selection, step, summed))
                        .add(") b");
        List<Column> columns = new ArrayList<>(List.of(Column.time("time")));
        columns.addAll(columnsOf(measures));
        return answer(
                selection,
                summed,
                Map.of("resolution", step.width()),
                ordered(statement, "start", top),
                "buckets",
                columns);
    }

    /** How a measure changes from one bucket that has readings to the next. */
    Answer changes(Selection selection, Step step, Measure measure) {
        PostgresSource.Summed summed = source.summed(selection, step.isByHour());
        PostgresStatement statement =
                new PostgresStatement()
                        .add("select grp, " + micros("bucket") + ", value, n, ")
                        .add(PostgresMath.difference("value", "previous") + ", ")
                        .add(PostgresMath.percent("value", "previous"))
                        .add(" from (select grp, bucket, n, value,")
                        .add(" lag(value) over (partition by grp order by bucket) as previous")
                        .add(" from (select grp, bucket, n, " + PostgresMath.of(measure))
                        .add(" as value from (")
                        .add(buckets(selection, step, summed))
                        .add(") b) v) p order by grp, bucket");
        return answer(
                selection,
                summed,
                Map.of("resolution", step.width()),
                statement,
                "buckets",
                List.of(
                        Column.time("time"),
                        Column.number(Parameters.lowerCase(measure)),
                        Column.integer("readings"),
                        Column.number("change"),
                        Column.number("change_percent")));
    }

    /** Rows of grp, bucket (its beginning) and what {@link PostgresMath#SUMS} sums up. */
    static PostgresStatement buckets(Selection selection, Step step, PostgresSource.Summed summed) {
        return new PostgresStatement()
                .add("select grp, bucket, " + PostgresMath.SUMS + " from (select s.*, ")
                .add(step.startOf("ts", selection.zone()))
                .add(" as bucket from (")
                .add(summed.sql())
                .add(") s) t group by grp, bucket");
    }

    /** A column with the place of each bucket in its group, the highest first. */
    static String place(Measure measure, String bucket) {
        return ", row_number() over (partition by grp order by "
                + PostgresMath.of(measure)
                + " desc nulls last, "
                + bucket
                + ") as place";
    }

    /** The first of the buckets that have a place, or all in their order. */
    static PostgresStatement ordered(
            PostgresStatement buckets, String bucket, Optional<Integer> top) {
        PostgresStatement statement =
                new PostgresStatement().add("select * from (").add(buckets).add(") placed");
        return top.isPresent()
                ? statement.add(" where place <= ? order by grp, place", top.get())
                : statement.add(" order by grp, " + bucket);
    }

    private static String columns(List<Measure> measures) {
        return measures.stream()
                .map(measure ->
                        measure == Measure.COUNT ? "coalesce(n, 0)" : PostgresMath.of(measure))
                .collect(Collectors.joining(", "));
    }

    private static List<Column> columnsOf(List<Measure> measures) {
        return measures.stream()
                .map(measure ->
                        measure == Measure.COUNT
                                ? Column.integer("count")
                                : Column.number(Parameters.lowerCase(measure)))
                .toList();
    }

    private Answer answer(
            Selection selection,
            PostgresSource.Summed summed,
            Map<String, Object> more,
            PostgresStatement statement,
            String rows,
            List<Column> columns) {
        Map<String, Object> head = new LinkedHashMap<>(more);
        head.put("tier", summed.tier());
        return new PostgresAnswer(
                queries, statement, selection.groups(), selection.head(head), rows, columns);
    }
}
