package io.sluice.query.analysis;

import io.sluice.query.answer.Answer;
import io.sluice.query.answer.Column;
import io.sluice.query.database.PostgresQueries;
import io.sluice.query.database.PostgresStatement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** How two series go together, by the means of buckets that both have readings in. */
@Component
final class PostgresCorrelation {
    /** Products of larger values can't be summed up; those of smaller ones would become 0. */
    private static final String CAN_BE_SUMMED = "max(greatest(abs(x), abs(y))) < 1e70";

    private static final String BOTH =
            """
            select case when abs(xs.value) > 1e-70 then xs.value when xs.value is not null then 0 end as x,
                case when abs(ys.value) > 1e-70 then ys.value when ys.value is not null then 0 end as y
            from xs join ys using (bucket)\
            """;

    private static final String CORRELATION =
            """
            select 0, n, pearson, slope, intercept, covariance from (
                select count(*) as n,
                    %s as pearson, %s as slope, %s as intercept, %s as covariance
                from both_sides
            ) c\
            """
                    .formatted(
                            ofModerate("corr"),
                            ofModerate("regr_slope"),
                            ofModerate("regr_intercept"),
                            ofModerate("covar_samp"));

    private final PostgresQueries queries;
    private final PostgresSource source;

    PostgresCorrelation(PostgresQueries queries, PostgresSource source) {
        this.queries = queries;
        this.source = source;
    }

    private static String ofModerate(String function) {
        return "case when "
                + CAN_BE_SUMMED
                + " then "
                + function
                + "(y, x) filter (where abs(x) < 1e70 and abs(y) < 1e70) end";
    }

    /** One row: Pearson's r and the line y = slope x + intercept; x is the first, y the second. */
    Answer correlation(Selection first, Selection second, Step step) {
        PostgresSource.Summed x = source.summed(first, step.isByHour());
        PostgresSource.Summed y = source.summed(second, step.isByHour());
        PostgresStatement statement =
                new PostgresStatement()
                        .add("with xs as (")
                        .add(means(first, step, x))
                        .add("), ys as (")
                        .add(means(second, step, y))
                        .add("), both_sides as (" + BOTH + ") " + CORRELATION);
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("a", name(first));
        head.put("b", name(second));
        head.put("resolution", step.width());
        head.put("tier", x.tier());
        return new PostgresAnswer(
                queries,
                statement,
                new Groups(List.of(), List.of(List.of()), List.of()),
                first.head(head),
                "correlation",
                List.of(
                        Column.integer("n"),
                        Column.number("pearson"),
                        Column.number("slope"),
                        Column.number("intercept"),
                        Column.number("covariance")));
    }

    private static String name(Selection selection) {
        return selection.series().getFirst().deviceId()
                + "/"
                + selection.series().getFirst().metric();
    }

    private static PostgresStatement means(
            Selection selection, Step step, PostgresSource.Summed summed) {
        return new PostgresStatement()
                .add("select bucket, " + PostgresMath.of(Measure.AVG) + " as value from (")
                .add(PostgresAggregates.buckets(selection, step, summed))
                .add(") b");
    }
}
