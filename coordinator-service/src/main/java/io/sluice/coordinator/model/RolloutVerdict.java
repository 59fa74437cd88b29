package io.sluice.coordinator.model;

/** What is to be done with a rollout. */
enum RolloutVerdict {
    WAIT,
    PROMOTE,
    STOP
}
