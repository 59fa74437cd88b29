package io.sluice.coordinator.task;

/** What a task may have. */
final class TaskLimits {
    static final int MOST_ATTEMPTS = 20;
    static final int USUAL_ATTEMPTS = 3;
    static final int MOST_TASKS = 1_000;
    static final int MOST_LABELS = 32;
    static final int LONGEST_TEXT = 200;
    static final int LONGEST_ADDRESS = 2_000;

    private TaskLimits() {}
}
