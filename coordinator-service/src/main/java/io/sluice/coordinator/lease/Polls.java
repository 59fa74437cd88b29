package io.sluice.coordinator.lease;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.sluice.coordinator.problem.CoordinatorException;
import io.sluice.coordinator.problem.ErrorCode;
import io.sluice.coordinator.task.QueueSignal;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The nodes that wait for tasks on this replica. */
@Component
class Polls {
    private final QueueSignal signal;
    private final Set<Poll> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean open = true;

    Polls(QueueSignal signal, MeterRegistry meters) {
        this.signal = signal;
        meters.gaugeCollectionSize("sluice.polls", Tags.empty(), waiting);
    }

    /** Waits for tasks; returns nothing if there are none in its time. */
    List<Lease> await(Poll poll) {
        waiting.add(poll);
        try {
            if (!open) {
                throw new CoordinatorException(
                        ErrorCode.STOPPING, "this replica stops: ask another, or again");
            }
            signal.wake();
            return poll.await();
        } finally {
            waiting.remove(poll);
        }
    }

    /** Those that wait now: one that was given something may not have left yet. */
    List<Poll> waiting() {
        return waiting.stream().filter(Poll::isWaiting).toList();
    }

    /** Lets nodes wait. */
    void open() {
        open = true;
    }

    /** Sends all home with nothing, and lets nobody wait any more. */
    void close() {
        open = false;
        waiting.forEach(poll -> poll.give(List.of()));
    }
}
