package io.sluice.query.analysis;

import io.sluice.query.answer.Answer;
import io.sluice.query.answer.Column;
import io.sluice.query.database.PostgresQueries;
import io.sluice.query.database.PostgresStatement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Readings summed up by what the calendar says of their time: by hour of the day, by weekday. */
@Component
final class PostgresPatterns {
    private final PostgresQueries queries;
    private final PostgresSource source;

    PostgresPatterns(PostgresQueries queries, PostgresSource source) {
        this.queries = queries;
        this.source = source;
    }

    /**
     * One row for each hour, weekday and so on.
     *
     * @param top only so many of each group, those where the measure is highest
     */
    Answer pattern(Selection selection, Pattern pattern, Measure measure, Optional<Integer> top) {
        PostgresSource.Summed summed = source.summed(selection, true);
        String name = Parameters.lowerCase(pattern);
        PostgresStatement statement =
                new PostgresStatement()
                        .add("select grp, part, " + PostgresMath.of(measure) + " as value, n")
                        .add(PostgresAggregates.place(measure, "part"))
                        .add(" from (")
                        .add(parts(selection, pattern, summed))
                        .add(") p");
        return new PostgresAnswer(
                queries,
                PostgresAggregates.ordered(statement, "part", top),
                selection.groups(),
                head(selection, pattern, summed),
                "pattern",
                List.of(
                        Column.integer(name),
                        Column.number(Parameters.lowerCase(measure)),
                        Column.integer("readings")));
    }

    /** The rows of {@link #pattern} summed up in turn: such as the average of weekday maxima. */
    Answer summedUp(Selection selection, Pattern pattern, Measure measure, Measure then) {
        PostgresSource.Summed summed = source.summed(selection, true);
        PostgresStatement statement =
                new PostgresStatement()
                        .add("select grp, " + PostgresMath.of(then) + ", n from (select grp,")
                        .add(" count(value) as n, min(value) as min, max(value) as max,")
                        .add(" coalesce(sum(value) filter (where abs(value) < 1e290), 0) as sum,")
                        .add(" sum(value * 1e-20) filter (where abs(value) >= 1e290) as extreme")
                        .add(" from (select grp, " + PostgresMath.of(measure) + " as value from (")
                        .add(parts(selection, pattern, summed))
                        .add(") p) v group by grp) u order by grp");
        return new PostgresAnswer(
                queries,
                statement,
                selection.groups(),
                head(selection, pattern, summed),
                "pattern",
                List.of(Column.number(Parameters.lowerCase(then)), Column.integer("buckets")));
    }

    private static Map<String, Object> head(
            Selection selection, Pattern pattern, PostgresSource.Summed summed) {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("by", Parameters.lowerCase(pattern));
        head.put("tier", summed.tier());
        return selection.head(head);
    }

    private static PostgresStatement parts(
            Selection selection, Pattern pattern, PostgresSource.Summed summed) {
        return new PostgresStatement()
                .add("select grp, part, " + PostgresMath.SUMS + " from (select l.*, ")
                .add(
                        pattern.sql()
                                + " as part from (select s.*, ts at time zone ? as local from (",
                        selection.zone().getId())
                .add(summed.sql())
                .add(") s) l) t group by grp, part");
    }
}
