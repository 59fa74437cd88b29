package io.sluice.coordinator.result;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** Finished tasks that are not yet known to be in the topic, and who may take them there. */
interface Outbox {
    /**
     * From now on the caller alone may claim, until somebody else begins.
     *
     * @return the caller's epoch
     */
    long begin();

    /** Lets batches of this epoch have greater numbers than this one. */
    void countFrom(long epoch, long batch);

    /** The batches that are claimed and not deleted, lowest first. */
    List<Long> claimed();

    /**
     * Makes a batch of tasks that wait, oldest first.
     *
     * @return its number, greater than all before; empty if none waits
     * @throws Replaced if somebody else has begun since
     */
    OptionalLong claim(long epoch);

    /** The tasks of a batch; the same ones whenever this is asked. */
    List<FinishedTask> tasks(long batch);

    /** Forgets a batch and all before it: they are in the topic. */
    void delete(long batch);

    Backlog backlog();

    /**
     * What is in it.
     *
     * @param oldest how long the task that waits longest is finished; zero if none waits
     */
    record Backlog(long tasks, Duration oldest) {}

    /** Somebody else has begun. */
    final class Replaced extends RuntimeException {
        Replaced(long epoch) {
            super("the outbox is no longer relayed by epoch " + epoch);
        }
    }
}
