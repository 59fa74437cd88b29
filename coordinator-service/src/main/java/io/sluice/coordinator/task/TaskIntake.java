package io.sluice.coordinator.task;

import io.sluice.coordinator.database.GroupCommit;
import io.sluice.coordinator.problem.CoordinatorException;
import io.sluice.coordinator.problem.ErrorCode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Takes tasks in: screens them, queues them with those that come at the same time, wakes dispatch.
 */
@Component
class TaskIntake {
    /** Tasks of more than this together wait for the next transaction, in kibibytes. */
    private static final int HEAVIEST_BATCH = 4_096;

    private final TaskScreening screening;
    private final QueueSignal signal;
    private final QueueCounters counters;
    private final GroupCommit<List<NewTask>, List<Submission>> writes;

    TaskIntake(
            TaskScreening screening,
            PostgresSubmissions submissions,
            QueueSignal signal,
            QueueCounters counters,
            QueueProperties properties) {
        this.screening = screening;
        this.signal = signal;
        this.counters = counters;
        this.writes =
                new GroupCommit<>(
                        tasks -> 1 + tasks.stream().mapToInt(NewTask::weight).sum(),
                        HEAVIEST_BATCH,
                        (int) properties.mostInFlight().toKilobytes(),
                        requests -> write(submissions, requests));
    }

    /** Says of each what became of it, in their order. */
    List<Submission> submit(List<TaskRequest> requests) {
        if (requests.isEmpty()) {
            throw new CoordinatorException(ErrorCode.EMPTY_BATCH, "there is no task");
        }
        if (requests.size() > TaskLimits.MOST_TASKS) {
            throw new CoordinatorException(
                    ErrorCode.TOO_MANY_TASKS,
                    requests.size() + " tasks are more than " + TaskLimits.MOST_TASKS);
        }
        List<Optional<Submission.Refused>> flaws = new ArrayList<>();
        List<NewTask> tasks = new ArrayList<>();
        for (TaskRequest request : requests) {
            try {
                tasks.add(screening.screen(request));
                flaws.add(Optional.empty());
            } catch (CoordinatorException e) {
                flaws.add(Optional.of(new Submission.Refused(e)));
            }
        }
        Iterator<Submission> written = write(tasks).iterator();
        List<Submission> submissions =
                flaws.stream()
                        .map(flaw -> flaw.<Submission>map(f -> f).orElseGet(written::next))
                        .toList();
        counters.submitted(submissions);
        return submissions;
    }

    private List<Submission> write(List<NewTask> tasks) {
        if (tasks.isEmpty()) {
            return List.of();
        }
        List<Submission> submissions = writes.write(tasks);
        signal.wake();
        return submissions;
    }

    /** One alone. @throws CoordinatorException if it was not taken */
    Submission submit(TaskRequest request) {
        Submission submission = submit(List.of(request)).getFirst();
        if (submission instanceof Submission.Refused(CoordinatorException reason)) {
            throw reason;
        }
        return submission;
    }

    private static List<List<Submission>> write(
            PostgresSubmissions submissions, List<List<NewTask>> requests) {
        List<Submission> flat = submissions.write(requests.stream().flatMap(List::stream).toList());
        List<List<Submission>> answers = new ArrayList<>();
        int start = 0;
        for (List<NewTask> request : requests) {
            answers.add(flat.subList(start, start + request.size()));
            start += request.size();
        }
        return answers;
    }
}
