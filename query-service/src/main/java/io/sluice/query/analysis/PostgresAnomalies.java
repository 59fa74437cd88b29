package io.sluice.query.analysis;

import static io.sluice.query.analysis.PostgresMath.micros;

import io.sluice.query.answer.Answer;
import io.sluice.query.answer.Column;
import io.sluice.query.answer.RowSink;
import io.sluice.query.database.PostgresQueries;
import io.sluice.query.database.PostgresStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Readings far from the others of their series. All is computed of half the values, whose
 * differences a double can always hold; a value that halving would make 0 counts as 0.
 */
@Component
final class PostgresAnomalies {
    private static final List<Column> COLUMNS =
            List.of(
                    Column.time("time"),
                    Column.number("value"),
                    Column.number("score"),
                    Column.number("center"),
                    Column.number("deviation"),
                    Column.integer("ordinal"),
                    Column.texts("quality"));

    private static final String HALF = "case when abs(value) > 1e-280 then value * 0.5 else 0 end";

    /** No deviation where there is a value whose square is too large to be summed up. */
    private static final String BY_MEAN =
            """
            select grp, case when max(abs(half)) < 1e140 then sum(half) filter (where abs(half) < 1e140) / count(*) end as center,
                case when max(abs(half)) < 1e140 then stddev_samp(
                    case when abs(half) > 1e-140 then half else 0 end) filter (where abs(half) < 1e140) end as deviation
            from b group by grp\
            """;

    private static final String BY_MEDIAN =
            """
            select grp, center, coalesce(
                nullif(least(percentile_cont(0.5) within group (order by distance), 1e307), 0) / 0.6745,
                sum(least(distance, 1e290)) / count(*) / 0.7978845608) as deviation
            from (
                select b.grp, m.center, abs(b.half - m.center) as distance from b join (
                    select grp, percentile_cont(0.5) within group (order by half * 0.5) * 2 as center
                    from b group by grp
                ) m using (grp)
            ) d group by grp, center\
            """;

    private static final String FOUND =
            "select v.grp, "
                    + micros("v.ts")
                    + """
                    , v.value, v.half, s.center, s.deviation, nullif(v.ordinal, 0), v.quality
                    from v join s using (grp)
                    where s.deviation > 0 and abs(v.half * 0.5 - s.center * 0.5) >= least(s.deviation, 1e280) * 0.5 * ?
                    order by v.grp, v.ts, v.ordinal\
                    """;

    private final PostgresQueries queries;
    private final PostgresSource source;

    PostgresAnomalies(PostgresQueries queries, PostgresSource source) {
        this.queries = queries;
        this.source = source;
    }

    /** The readings whose score is at least the threshold, in the order of time. */
    Answer anomalies(Selection selection, Anomalies asked) {
        PostgresStatement statement =
                new PostgresStatement()
                        .add("with v as (select r.*, " + HALF + " as half from (")
                        .add(source.readings(selection))
                        .add(") r), b as (")
                        .add(baseline(selection, asked))
                        .add("), s as materialized (" + deviation(asked.method()) + ") ")
                        .add(FOUND, asked.threshold());
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("method", Parameters.lowerCase(asked.method()));
        head.put("threshold", asked.threshold());
        return new PostgresAnswer(
                queries,
                statement,
                selection.groups(),
                selection.head(head),
                "anomalies",
                COLUMNS,
                PostgresAnomalies::write);
    }

    private PostgresStatement baseline(Selection selection, Anomalies asked) {
        return asked.baseline().equals(selection.range())
                ? new PostgresStatement().add("select grp, half from v")
                : new PostgresStatement()
                        .add("select r.grp, " + HALF + " as half from (")
                        .add(source.readings(selection.during(asked.baseline())))
                        .add(") r");
    }

    private static String deviation(Anomalies.Method method) {
        return switch (method) {
            case ZSCORE -> BY_MEAN;
            case MAD -> BY_MEDIAN;
        };
    }

    private static void write(ResultSet row, RowSink sink) throws SQLException {
        double center = row.getDouble(5);
        double deviation = row.getDouble(6);
        sink.time(row.getLong(2));
        sink.number(row.getDouble(3));
        PostgresAnswer.number((row.getDouble(4) - center) / deviation, sink);
        PostgresAnswer.number(2 * center, sink);
        PostgresAnswer.number(2 * deviation, sink);
        PostgresAnswer.write(row, 7, Column.Kind.INTEGER, sink);
        PostgresAnswer.quality(row.getInt(8), sink);
    }
}
