package io.sluice.coordinator.task;

import java.util.Locale;

/** How far a task is. */
public enum TaskState {
    /** It waits for a node. */
    QUEUED,
    /** A node works on it. */
    LEASED,
    /** There is an output. */
    SUCCEEDED,
    /** The node said that it can't be done by anyone. */
    FAILED,
    /** The deadline passed. */
    EXPIRED,
    CANCELLED,
    /** All attempts were used up. */
    DEAD;

    /** True if nothing happens to it any more. */
    public boolean isFinal() {
        return switch (this) {
            case QUEUED, LEASED -> false;
            case SUCCEEDED, FAILED, EXPIRED, CANCELLED, DEAD -> true;
        };
    }

    /** As it is stored and sent. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state with this text. */
    public static TaskState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
