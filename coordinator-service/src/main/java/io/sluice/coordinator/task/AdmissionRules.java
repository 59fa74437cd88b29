package io.sluice.coordinator.task;

import io.sluice.coordinator.problem.CoordinatorException;
import io.sluice.coordinator.problem.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Which of the tasks that are submitted together are queued. Knows what waits already, and counts
 * what it lets in.
 */
final class AdmissionRules {
    static final Duration LONGEST_DEADLINE = Duration.ofDays(366);

    private final QueueProperties limits;
    private final Instant now;
    private final Map<String, Long> waitingByModel;
    private final Map<String, KnownTask> byKey;
    private long waiting;

    /**
     * @param now by the database's clock
     * @param waitingByModel how many tasks wait
     * @param byKey the tasks that have one of the idempotency keys
     */
    AdmissionRules(
            QueueProperties limits,
            Instant now,
            Map<String, Long> waitingByModel,
            Map<String, KnownTask> byKey) {
        this.limits = limits;
        this.now = now;
        this.waitingByModel = new HashMap<>(waitingByModel);
        this.byKey = new HashMap<>(byKey);
        this.waiting = waitingByModel.values().stream().mapToLong(Long::longValue).sum();
    }

    /** A task with an idempotency key. */
    record KnownTask(UUID id, byte[] digest) {}

    /** What becomes of the next task. One that is let in counts for those that follow. */
    Submission admit(NewTask task) {
        Optional<Submission> known = known(task);
        if (known.isPresent()) {
            return known.get();
        }
        return deadline(task)
                .flatMap(this::flawOf)
                .or(() -> lackOfRoom(task.taskClass().model()))
                .<Submission>map(Submission.Refused::new)
                .orElseGet(() -> letIn(task));
    }

    private Optional<CoordinatorException> flawOf(Instant deadline) {
        if (!deadline.isAfter(now)) {
            return Optional.of(
                    new CoordinatorException(
                            ErrorCode.DEADLINE_PASSED,
                            "deadline " + deadline + " has passed: it is " + now));
        }
        return deadline.isAfter(now.plus(LONGEST_DEADLINE))
                ? Optional.of(
                        new CoordinatorException(
                                ErrorCode.INVALID_DEADLINE,
                                "deadline "
                                        + deadline
                                        + " is more than "
                                        + LONGEST_DEADLINE.toDays()
                                        + " days away"))
                : Optional.empty();
    }

    private Optional<CoordinatorException> lackOfRoom(String model) {
        long waitingForModel = waitingByModel.getOrDefault(model, 0L);
        if (waitingForModel >= limits.boundPerModel()) {
            return Optional.of(
                    full(
                            "%d tasks wait for model %s, and no more than %d may"
                                    .formatted(waitingForModel, model, limits.boundPerModel())));
        }
        return waiting >= limits.bound()
                ? Optional.of(
                        full(
                                "%d tasks wait, and no more than %d may"
                                        .formatted(waiting, limits.bound())))
                : Optional.empty();
    }

    private Submission letIn(NewTask task) {
        waiting++;
        waitingByModel.merge(task.taskClass().model(), 1L, Long::sum);
        if (task.idempotency() != null) {
            byKey.put(
                    task.idempotency().key(),
                    new KnownTask(task.id(), task.idempotency().digest()));
        }
        return new Submission.Queued(queued(task));
    }

    /** When a task is worth nothing any more. */
    Optional<Instant> deadline(NewTask task) {
        return switch (task.deadline()) {
            case null -> Optional.empty();
            case NewTask.Deadline.At(Instant time) -> Optional.of(time);
            case NewTask.Deadline.After(Duration duration) -> Optional.of(now.plus(duration));
        };
    }

    private Optional<Submission> known(NewTask task) {
        NewTask.Idempotency idempotency = task.idempotency();
        if (idempotency == null) {
            return Optional.empty();
        }
        String key = idempotency.key();
        return Optional.ofNullable(byKey.get(key))
                .map(before ->
                        Arrays.equals(before.digest(), idempotency.digest())
                                ? new Submission.Known(before.id())
                                : new Submission.Refused(
                                        new CoordinatorException(
                                                ErrorCode.IDEMPOTENCY_KEY_REUSED,
                                                "idempotency key '"
                                                        + key
                                                        + "' was used for another task, "
                                                        + before.id())));
    }

    private Task queued(NewTask task) {
        return new Task(
                task.id(),
                task.taskClass(),
                TaskState.QUEUED,
                task.priority().level(),
                task.deviceId(),
                0,
                task.maxAttempts(),
                null,
                null,
                now,
                deadline(task).orElse(null),
                null,
                null,
                null,
                null,
                task.payloadReference(),
                task.webhook(),
                List.of(new Task.Transition(now, TaskState.QUEUED.text(), null, null, null)));
    }

    private static CoordinatorException full(String message) {
        return new CoordinatorException(ErrorCode.QUEUE_FULL, message);
    }
}
