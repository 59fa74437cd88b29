package io.sluice.coordinator.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.coordinator.OwnDatabase;
import io.sluice.coordinator.result.ResultTopic;
import io.sluice.testservers.ServersAreThere;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two coordinators on one database, of which one is killed again and again, and workers that die,
 * pause and repeat themselves: every task is done once. The system property {@code
 * sluice.storm.tasks} tells how many tasks there are, {@code sluice.storm.kills} how often a
 * coordinator is killed, and {@code sluice.storm.seed} makes another storm.
 */
@ExtendWith(ServersAreThere.class)
class LeaseStormTest {
    private static final int TASKS = Integer.getInteger("sluice.storm.tasks", 1_500);
    private static final int KILLS = Integer.getInteger("sluice.storm.kills", 2);
    private static final long SEED = Long.getLong("sluice.storm.seed", 20_261_121);
    private static final int WORKERS = 8;
    private static final Duration LEASE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** A round passes over what another one has locked; see {@link PassedOver}. */
    private static final int MOST_PASSES = 10;

    private final AtomicBoolean goesOn = new AtomicBoolean(true);

    @Test
    void everyTaskIsDoneOnceWhoeverDies() throws Exception {
        System.out.printf("storm: seed %d, %d tasks, %d kills%n", SEED, TASKS, KILLS);
        OwnDatabase database = OwnDatabase.create("lease_storm");
        try (CoordinatorProcess one = coordinator("storm-1", database).start().awaitReady();
                CoordinatorProcess two = coordinator("storm-2", database).start().awaitReady();
                ExecutorService threads = Executors.newCachedThreadPool()) {
            StormRecord log = new StormRecord(database);
            List<CoordinatorProcess> both = List.of(one, two);
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                workers.add(threads.submit(worker(i, both, log)));
            }
            try {
                rage(both, log);
                await("all tasks to be finished")
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(200))
                        .untilAsserted(() -> assertThat(log.finished()).isEqualTo(TASKS));
            } finally {
                goesOn.set(false);
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
            verify(log);
        }
    }

    private static CoordinatorProcess coordinator(String name, OwnDatabase database) {
        return new CoordinatorProcess(
                name, database, "--sluice.leases.duration=" + LEASE.toMillis() + "ms");
    }

    /** Kills one or the other while tasks come in and are done; always one is there. */
    private void rage(List<CoordinatorProcess> both, StormRecord log) {
        StormSubmitter submitter = new StormSubmitter(clients(both, 100), log, new Random(SEED));
        int portions = 2 * KILLS + 1;
        for (int portion = 0; portion < portions; portion++) {
            CoordinatorProcess victim = both.get(portion / 2 % 2);
            if (portion % 2 == 1) {
                victim.kill();
            }
            long before = log.finished();
            int from = TASKS * portion / portions;
            int to = TASKS * (portion + 1) / portions;
            submitter.submit(from, to);
            if (portion % 2 == 1) {
                victim.start().awaitReady();
            }
            await().atMost(PATIENCE)
                    .until(() -> log.finished() >= Math.min(before + (to - from) / 3, TASKS / 2));
        }
    }

    private StormWorker worker(int number, List<CoordinatorProcess> both, StormRecord log) {
        Map<String, List<String>> models =
                number % 4 == 0
                        ? Map.of("storm-a", List.of("1"))
                        : Map.of("storm-a", List.of("1"), "storm-b", List.of("1"));
        return new StormWorker(
                "storm-" + number,
                1 + number % 4 * 2,
                Map.of(
                        "models",
                        models,
                        "labels",
                        number % 2 == 0 ? Map.of() : Map.of("gpu", "yes")),
                LEASE,
                clients(both, number),
                log,
                new Random(SEED + number),
                goesOn::get);
    }

    private static Coordinators clients(List<CoordinatorProcess> both, int number) {
        return new Coordinators(both, new Random(SEED * 31 + number));
    }

    private static void verify(StormRecord log) {
        StormHistory history = log.history();
        Map<UUID, Integer> passes = PassedOver.count(history.changes());
        System.out.printf(
                "%d changes, %d leases, of which %d ran out; %d results taken; %d tasks passed%n",
                history.changes().size(),
                history.changes().stream().filter(Change::isGrant).count(),
                history.changes().stream().filter(Change::ranOut).count(),
                history.accepted().size(),
                passes.size());

        assertThat(log.surprises()).isEmpty();
        assertThat(history.submitted()).hasSize(TASKS);
        assertThat(StormCheck.violations(history)).isEmpty();
        assertThat(passes).allSatisfy((_, times) -> assertThat(times).isLessThan(MOST_PASSES));
        assertThat(log.waiting()).isZero();
        await("each task to be on the topic once")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() ->
                        assertThat(ResultTopic.counts(history.submitted().values()))
                                .hasSize(TASKS)
                                .allSatisfy((_, count) -> assertThat(count).isEqualTo(1)));
    }
}
