package io.sluice.coordinator.cluster;

import io.sluice.coordinator.task.PostgresTaskClasses.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What waits.
 *
 * @param waitingByPriority for each priority that something waits with
 * @param oldestWait how long the task has waited that was submitted first, or null if none waits
 */
record QueueStatistics(
        SortedMap<Integer, Long> waitingByPriority,
        long leased,
        @Nullable Duration oldestWait,
        List<Waiting> classes) {
    long waiting() {
        return waitingByPriority.values().stream().mapToLong(Long::longValue).sum();
    }
}
