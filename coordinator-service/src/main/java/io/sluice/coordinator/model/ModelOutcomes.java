package io.sluice.coordinator.model;

import java.util.Collection;

/** The counters by which a rollout is judged. */
public interface ModelOutcomes {
    /**
     * Adds to the counters, within the transaction of the caller.
     *
     * @param outcomes in any order; several of one version are added up
     */
    void count(Collection<ModelOutcome> outcomes);
}
