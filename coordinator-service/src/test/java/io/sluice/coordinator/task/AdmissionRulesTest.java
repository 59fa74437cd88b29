package io.sluice.coordinator.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.coordinator.problem.ErrorCode;
import io.sluice.coordinator.task.AdmissionRules.KnownTask;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** Who is let into the queue. */
class AdmissionRulesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<String> MODELS = List.of("a", "b", "c");

    @Provide
    Arbitrary<NewTask> tasks() {
        return Combinators.combine(
                        Arbitraries.of(MODELS),
                        Arbitraries.of("k1", "k2", "k3").injectNull(0.6),
                        Arbitraries.of("x", "y"),
                        Arbitraries.of(-1L, 0L, 1L).injectNull(0.6))
                .as((model, key, content, seconds) ->
                        task(
                                model,
                                key,
                                content,
                                seconds == null
                                        ? null
                                        : new NewTask.Deadline.At(NOW.plusSeconds(seconds))));
    }

    @Property
    void asManyAreLetInAsThereIsRoomAndNoMore(
            @ForAll @Size(max = 40) List<@From("tasks") NewTask> tasks,
            @ForAll @IntRange(min = 1, max = 20) int bound,
            @ForAll @IntRange(min = 1, max = 20) int boundPerModel,
            @ForAll @Size(3) List<@IntRange(max = 8) Integer> before) {
        Map<String, Long> waiting = new HashMap<>();
        for (int i = 0; i < MODELS.size(); i++) {
            waiting.put(MODELS.get(i), before.get(i).longValue());
        }
        int perModel = Math.min(bound, boundPerModel);
        AdmissionRules rules = rules(bound, perModel, waiting, Map.of());

        Map<String, NewTask> keys = new HashMap<>();
        for (NewTask task : tasks) {
            String model = task.taskClass().model();
            String key = task.idempotency() == null ? null : task.idempotency().key();
            Submission submission = rules.admit(task);
            if (key != null && keys.containsKey(key)) {
                assertThat(submission)
                        .isEqualTo(again(Objects.requireNonNull(keys.get(key)), task, submission));
            } else if (hasPassed(task)) {
                assertThat(codeOf(submission)).isEqualTo(ErrorCode.DEADLINE_PASSED);
            } else if (sum(waiting) >= bound || waiting.getOrDefault(model, 0L) >= perModel) {
                assertThat(codeOf(submission)).isEqualTo(ErrorCode.QUEUE_FULL);
            } else {
                assertThat(submission)
                        .isInstanceOfSatisfying(
                                Submission.Queued.class,
                                queued -> assertThat(queued.id()).isEqualTo(task.id()));
                waiting.merge(model, 1L, Long::sum);
                if (key != null) {
                    keys.put(key, task);
                }
            }
        }
    }

    /** What becomes of a task whose key was used by another one before. */
    private static Submission again(NewTask first, NewTask task, Submission actual) {
        byte[] digest = Objects.requireNonNull(first.idempotency()).digest();
        if (java.util.Arrays.equals(digest, Objects.requireNonNull(task.idempotency()).digest())) {
            return new Submission.Known(first.id());
        }
        assertThat(codeOf(actual)).isEqualTo(ErrorCode.IDEMPOTENCY_KEY_REUSED);
        return actual;
    }

    @Example
    void taskThatWasQueuedBeforeIsKnownEvenIfTheQueueIsFull() {
        UUID id = UUID.randomUUID();
        AdmissionRules rules =
                rules(1, 1, Map.of("a", 1L), Map.of("k", new KnownTask(id, digest("x"))));

        assertThat(rules.admit(task("a", "k", "x", null))).isEqualTo(new Submission.Known(id));
        assertThat(codeOf(rules.admit(task("a", "k", "y", null))))
                .isEqualTo(ErrorCode.IDEMPOTENCY_KEY_REUSED);
    }

    @Example
    void deadlineIsAfterNowAndNotTooFarAway() {
        Instant last = NOW.plus(AdmissionRules.LONGEST_DEADLINE);
        assertThat(codeOf(admit(new NewTask.Deadline.At(NOW))))
                .isEqualTo(ErrorCode.DEADLINE_PASSED);
        assertThat(codeOf(admit(new NewTask.Deadline.At(NOW.plusNanos(1))))).isNull();
        assertThat(codeOf(admit(new NewTask.Deadline.At(last)))).isNull();
        assertThat(codeOf(admit(new NewTask.Deadline.At(last.plusNanos(1)))))
                .isEqualTo(ErrorCode.INVALID_DEADLINE);
        assertThat(codeOf(admit(new NewTask.Deadline.After(Duration.ofMillis(1))))).isNull();
    }

    @Example
    void fullnessOfOneModelDoesNotKeepOthersOut() {
        AdmissionRules rules = rules(10, 2, Map.of("a", 2L), Map.of());

        assertThat(codeOf(rules.admit(task("a", null, "x", null)))).isEqualTo(ErrorCode.QUEUE_FULL);
        assertThat(codeOf(rules.admit(task("b", null, "x", null)))).isNull();
    }

    private static Submission admit(NewTask.Deadline deadline) {
        return rules(5, 5, Map.of(), Map.of()).admit(task("a", null, "x", deadline));
    }

    private static long sum(Map<String, Long> waiting) {
        return waiting.values().stream().mapToLong(Long::longValue).sum();
    }

    private static boolean hasPassed(NewTask task) {
        return task.deadline() instanceof NewTask.Deadline.At(Instant time) && !time.isAfter(NOW);
    }

    private static @Nullable ErrorCode codeOf(Submission submission) {
        return submission instanceof Submission.Refused refused ? refused.reason().code() : null;
    }

    private static AdmissionRules rules(
            int bound, int perModel, Map<String, Long> waiting, Map<String, KnownTask> known) {
        DataSize size = DataSize.ofMegabytes(1);
        return new AdmissionRules(
                new QueueProperties(
                        bound, perModel, Duration.ofMinutes(1), size, size, Duration.ofDays(1)),
                NOW,
                waiting,
                known);
    }

    private static NewTask task(
            String model,
            @Nullable String key,
            String content,
            NewTask.@Nullable Deadline deadline) {
        return new NewTask(
                UUID.randomUUID(),
                new TaskClass(model, "", Map.of()),
                Priority.MEDIUM,
                null,
                new byte[] {'1'},
                null,
                deadline,
                3,
                null,
                key == null ? null : new NewTask.Idempotency(key, digest(content)));
    }

    private static byte[] digest(String content) {
        return content.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
