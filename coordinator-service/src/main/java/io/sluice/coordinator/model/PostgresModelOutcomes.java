package io.sluice.coordinator.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Table {@code model_outcome}. */
@Component
final class PostgresModelOutcomes implements ModelOutcomes {
    /** In one order, or two transactions could wait for each other. */
    private static final String COUNT =
            """
            insert into model_outcome (name, version, succeeded, failed)
            select * from unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[])
                as added (name, version, succeeded, failed)
            order by name collate "C", version collate "C"
            on conflict (name, version) do update
            set succeeded = model_outcome.succeeded + excluded.succeeded,
                failed = model_outcome.failed + excluded.failed
            """;

    private static final Comparator<ModelOutcome> BY_VERSION =
            Comparator.comparing(ModelOutcome::model).thenComparing(ModelOutcome::version);

    private final JdbcClient jdbc;

    PostgresModelOutcomes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void count(Collection<ModelOutcome> outcomes) {
        SortedMap<ModelOutcome, ModelOutcome> sums = new TreeMap<>(BY_VERSION);
        outcomes.forEach(outcome -> sums.merge(outcome, outcome, ModelOutcome::plus));
        if (sums.isEmpty()) {
            return;
        }
        Collection<ModelOutcome> rows = sums.values();
        jdbc.sql(COUNT)
                .params(
                        texts(rows, ModelOutcome::model),
                        texts(rows, ModelOutcome::version),
                        rows.stream().mapToLong(ModelOutcome::succeeded).toArray(),
                        rows.stream().mapToLong(ModelOutcome::failed).toArray())
                .update();
    }

    private static String[] texts(
            Collection<ModelOutcome> rows, Function<ModelOutcome, String> text) {
        return rows.stream().map(text).toArray(String[]::new);
    }
}
