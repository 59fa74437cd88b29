package io.sluice.coordinator.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sluice.contracts.inferenceresults.InferenceResult;
import io.sluice.coordinator.CoordinatorServiceTest;
import io.sluice.coordinator.FinishedTasks;
import io.sluice.testservers.TestServers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/**
 * Each finished task is in the topic exactly once, wherever a relay stops, and however many run.
 */
@CoordinatorServiceTest
@TestPropertySource(properties = {"sluice.outbox.enabled=false", "sluice.outbox.batch-tasks=100"})
class OutboxRelayTest {
    @Autowired private Outbox outbox;
    @Autowired private ResultPublisher publisher;
    @Autowired private JdbcClient jdbc;
    private FinishedTasks tasks;

    @BeforeEach
    void makeTasks() {
        tasks = new FinishedTasks(jdbc);
    }

    @Test
    void taskIsInTheTopicAsItEnded() throws Exception {
        UUID task =
                tasks.add(FinishedTasks.Task.of("rl-a").device("rl-d").output("{\n\"x\": [1]}"));
        UUID other = tasks.add(FinishedTasks.Task.of("rl-a").failed("dead"));

        relayAll(relay());

        InferenceResult result = ResultTopic.about(List.of(task)).getFirst();
        assertThat(result.getOutcome()).isEqualTo(InferenceResult.Outcome.SUCCEEDED);
        assertThat(result.getOutput().toStringUtf8()).isEqualTo("{ \"x\": [1]}");
        assertThat(result.getDeviceId()).isEqualTo("rl-d");
        assertThat(result.getModel()).isEqualTo("rl-a");
        assertThat(result.getVersion()).isEqualTo("7");
        assertThat(result.getNodeId()).isEqualTo("node-1");
        assertThat(result.getFinishedAt()).isGreaterThan(result.getSubmittedAt());
        InferenceResult dead = ResultTopic.about(List.of(other)).getFirst();
        assertThat(dead.getOutcome()).isEqualTo(InferenceResult.Outcome.DEAD);
        assertThat(dead.getError()).isEqualTo("no luck");
        assertThat(dead.getOutput().isEmpty()).isTrue();
    }

    @Test
    void manyGoInBatchesAndLeaveNothingBehind() throws Exception {
        List<UUID> many = tasks.add(FinishedTasks.Task.of("rl-b"), 1_050);

        relayAll(relay());

        assertThat(ResultTopic.hasEachOnce(many)).isTrue();
        assertThat(outbox.backlog().tasks()).isZero();
    }

    @Test
    void batchIsNoLargerThanItMayBe() throws Exception {
        relayAll(relay());
        String large = "\"" + "x".repeat(3_000_000 / 3) + "\"";
        List<UUID> many = tasks.add(FinishedTasks.Task.of("rl-large").output(large), 20);

        try (OutboxRelay.Term term = relay().begin()) {
            assertThat(term.round()).isEqualTo(9);
            assertThat(term.round()).isEqualTo(9);
            assertThat(term.round()).isEqualTo(2);
        }
        assertThat(ResultTopic.hasEachOnce(many)).isTrue();
    }

    @Test
    void outputThatDoesNotFitIsLeftOutAndHoldsUpNobody() throws Exception {
        String large = "\"" + "x".repeat(1_600_000) + "\"";
        UUID task = tasks.add(FinishedTasks.Task.of("rl-huge").output(large));
        UUID next = tasks.add(FinishedTasks.Task.of("rl-huge"));

        relayAll(relay());

        assertThat(ResultTopic.hasEachOnce(List.of(task, next))).isTrue();
        InferenceResult result = ResultTopic.about(List.of(task)).getFirst();
        assertThat(result.getOutput().isEmpty()).isTrue();
        assertThat(result.getError()).contains("does not fit");
    }

    @ParameterizedTest
    @EnumSource(Interruption.Point.class)
    void relayThatCrashesIsCompletedByTheNext(Interruption.Point point) throws Exception {
        List<UUID> many = tasks.add(FinishedTasks.Task.of("rl-c"), 250);
        OutboxRelay broken = Interruption.crash(point).relay(outbox, publisher);

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> relayAll(broken)).hasMessageContaining("crashed");
        }
        relayAll(relay());

        assertThat(ResultTopic.hasEachOnce(many)).isTrue();
        assertThat(outbox.backlog().tasks()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Interruption.Point.class)
    void relayThatWasReplacedInBetweenDoublesNothing(Interruption.Point point) throws Exception {
        List<UUID> many = tasks.add(FinishedTasks.Task.of("rl-d"), 250);
        OutboxRelay held =
                new Interruption(point, () -> relayAll(relay())).relay(outbox, publisher);

        try (OutboxRelay.Term term = held.begin()) {
            Throwable _ = catchThrowable(term::round);
            assertThatThrownBy(
                            () -> {
                                List<UUID> more = tasks.add(FinishedTasks.Task.of("rl-d"), 1);
                                many.addAll(more);
                                term.round();
                            })
                    .isInstanceOf(Outbox.Replaced.class);
        }
        relayAll(relay());

        assertThat(ResultTopic.hasEachOnce(many)).isTrue();
    }

    @Test
    void relaysThatReplaceEachOtherAllTheTimeDoubleNothing() throws Exception {
        List<UUID> all = new ArrayList<>();
        AtomicInteger replaced = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<?>> both = new ArrayList<>();
            for (int thread = 0; thread < 2; thread++) {
                both.add(threads.submit(() -> relayInShortTerms(replaced)));
            }
            while (both.stream().anyMatch(one -> !one.isDone())) {
                all.addAll(tasks.add(FinishedTasks.Task.of("rl-e"), 30));
            }
            for (Future<?> one : both) {
                one.get();
            }
        }
        relayAll(relay());

        assertThat(replaced.get()).isPositive();
        assertThat(ResultTopic.hasEachOnce(all)).isTrue();
    }

    private void relayInShortTerms(AtomicInteger replaced) {
        for (int i = 0; i < 15; i++) {
            try (OutboxRelay.Term term = relay().begin()) {
                for (int round = 0; round < 5; round++) {
                    term.round();
                }
            } catch (RuntimeException _) {
                replaced.incrementAndGet();
            }
        }
    }

    @Test
    void databaseThatCountsFromAnOlderNumberLosesNothing() throws Exception {
        tasks.add(FinishedTasks.Task.of("rl-f"), 150);
        relayAll(relay());
        jdbc.sql("update outbox_relay set last_batch = 0").update();
        List<UUID> later = tasks.add(FinishedTasks.Task.of("rl-f"), 150);

        relayAll(relay());

        assertThat(ResultTopic.hasEachOnce(later)).isTrue();
    }

    @Test
    void groupWhoseOffsetHasExpiredLosesAndDoublesNothing() throws Exception {
        List<UUID> before = tasks.add(FinishedTasks.Task.of("rl-g"), 150);
        relayAll(relay());
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", TestServers.get().bootstrapServers()))) {
            admin.deleteConsumerGroups(List.of("sluice-coordinator-outbox")).all().get();
        }
        List<UUID> after = tasks.add(FinishedTasks.Task.of("rl-g"), 150);

        relayAll(relay());

        assertThat(ResultTopic.hasEachOnce(before)).isTrue();
        assertThat(ResultTopic.hasEachOnce(after)).isTrue();
    }

    private OutboxRelay relay() {
        return new OutboxRelay(outbox, publisher);
    }

    private static void relayAll(OutboxRelay relay) {
        try (OutboxRelay.Term term = relay.begin()) {
            int relayed = term.round();
            while (relayed > 0) {
                relayed = term.round();
            }
        }
    }
}
