package io.sluice.coordinator.task;

/**
 * Is told when tasks have ended and their transaction is committed: there is something to publish.
 */
public interface TaskEnds {
    /** Some tasks have ended. */
    void happened();
}
