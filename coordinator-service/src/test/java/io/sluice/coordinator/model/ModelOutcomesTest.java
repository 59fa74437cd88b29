package io.sluice.coordinator.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.coordinator.CoordinatorServiceTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@CoordinatorServiceTest
class ModelOutcomesTest {
    @Autowired private ModelOutcomes outcomes;
    @Autowired private JdbcClient jdbc;
    @Autowired private TransactionTemplate transaction;

    @Test
    void countsOfOneVersionAreAddedUp() {
        outcomes.count(
                List.of(
                        new ModelOutcome("count-sum", "1", 1, 0),
                        new ModelOutcome("count-sum", "2", 0, 7),
                        new ModelOutcome("count-sum", "1", 2, 4)));
        outcomes.count(List.of(new ModelOutcome("count-sum", "1", 10, 20)));
        outcomes.count(List.of());

        assertThat(counts("count-sum")).containsExactly("1: 13, 24", "2: 0, 7");
    }

    @Test
    void countsAreOfTheCallersTransaction() {
        transaction.executeWithoutResult(status -> {
            outcomes.count(List.of(new ModelOutcome("count-back", "1", 1, 0)));
            status.setRollbackOnly();
        });

        assertThat(counts("count-back")).isEmpty();
    }

    @Test
    void manyWhoCountTheSameInAnyOrderDoNotLockEachOtherOut() throws Exception {
        int threads = 4;
        int rounds = 50;
        List<Callable<Void>> tasks =
                IntStream.range(0, threads)
                        .mapToObj(seed -> (Callable<Void>) () -> countInAnyOrder(seed, rounds))
                        .toList();

        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            for (Future<Void> each : executor.invokeAll(tasks)) {
                each.get();
            }
        }

        assertThat(counts("count-many"))
                .hasSize(20)
                .allMatch(count -> count.endsWith(": " + threads * rounds + ", 0"));
    }

    private Void countInAnyOrder(int seed, int rounds) {
        List<ModelOutcome> all = new ArrayList<>();
        IntStream.range(0, 20)
                .forEach(version -> all.add(new ModelOutcome("count-many", "v" + version, 1, 0)));
        Random random = new Random(seed);
        for (int i = 0; i < rounds; i++) {
            Collections.shuffle(all, random);
            transaction.executeWithoutResult(_ -> outcomes.count(all));
        }
        return null;
    }

    private List<String> counts(String model) {
        return jdbc.sql(
                        "select version || ': ' || succeeded || ', ' || failed as counts from"
                                + " model_outcome where name = ? order by version")
                .param(model)
                .query((row, _) -> row.getString("counts"))
                .list();
    }
}
