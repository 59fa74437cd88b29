package io.sluice.coordinator.task;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks are asked for.
 *
 * @param before only tasks with a lesser id, that were submitted before
 */
record TaskFilter(
        @Nullable TaskState state,
        @Nullable String model,
        @Nullable String node,
        @Nullable UUID before,
        int limit) {
    static final int MOST = 1_000;
    static final int USUAL = 100;
}
