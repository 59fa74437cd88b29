package io.sluice.query.analysis;

import io.sluice.query.answer.Answer;
import io.sluice.query.answer.Column;
import io.sluice.query.database.PostgresQueries;
import io.sluice.query.database.PostgresStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** How many readings have which values. */
@Component
final class PostgresHistogram {
    private static final String COUNTS =
            """
            select e.grp, b.bin, coalesce(c.n, 0)
            from unnest(?::int[], ?::int[]) as e (grp, bins) cross join lateral generate_series(1, e.bins) as b (bin)
            left join (
                select r.grp, least(width_bucket(r.value, l.low, l.high, l.bins), l.bins) as bin, count(*) as n
                from (\
            """;

    private static final String WITHIN =
            """
            ) r join unnest(?::int[], ?::double precision[], ?::double precision[], ?::int[])
                    as l (grp, low, high, bins) on l.grp = r.grp
                where r.value >= l.low and r.value <= l.high group by 1, 2
            ) c on c.grp = e.grp and c.bin = b.bin
            order by e.grp, b.bin\
            """;

    private final PostgresQueries queries;
    private final PostgresSource source;

    PostgresHistogram(PostgresQueries queries, PostgresSource source) {
        this.queries = queries;
        this.source = source;
    }

    private record Group(int number, Bins.Edges edges) {}

    /** One row for each bin of each group, also where it is empty; the last one holds its end. */
    Answer histogram(Selection selection, Bins bins) {
        PostgresStatement readings = source.readings(selection);
        List<Group> groups = groups(selection, bins);
        int[] numbers = groups.stream().mapToInt(Group::number).toArray();
        int[] counts = groups.stream().mapToInt(group -> group.edges().bins()).toArray();
        List<Bins.Edges> edges = new ArrayList<>();
        for (int i = 0; i < selection.groups().keys().size(); i++) {
            edges.add(new Bins.Edges(0, 1, 1));
        }
        groups.forEach(group -> edges.set(group.number(), group.edges()));
        PostgresStatement statement =
                new PostgresStatement()
                        .add(COUNTS, numbers, counts)
                        .add(readings)
                        .add(
                                WITHIN,
                                numbers,
                                groups.stream().mapToDouble(group -> group.edges().low()).toArray(),
                                groups.stream()
                                        .mapToDouble(group -> group.edges().high())
                                        .toArray(),
                                counts);
        return new PostgresAnswer(
                queries,
                statement,
                selection.groups(),
                selection.head(Map.of()),
                "histogram",
                List.of(Column.number("low"), Column.number("high"), Column.integer("count")),
                (row, sink) -> {
                    Bins.Edges of = edges.get(row.getInt(1));
                    sink.number(of.edge(row.getInt(2) - 1));
                    sink.number(of.edge(row.getInt(2)));
                    sink.integer(row.getLong(3));
                });
    }

    private List<Group> groups(Selection selection, Bins bins) {
        PostgresStatement statement =
                new PostgresStatement()
                        .add("select grp, min(min), max(max) from (")
                        .add(source.summed(selection, true).sql())
                        .add(") s group by grp order by grp");
        return queries.list(
                statement.sql(),
                statement.parameters(),
                row -> new Group(row.getInt(1), bins.of(row.getDouble(2), row.getDouble(3))));
    }
}
