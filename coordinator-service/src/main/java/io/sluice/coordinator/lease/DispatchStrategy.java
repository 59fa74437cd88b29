package io.sluice.coordinator.lease;

import io.sluice.coordinator.task.TaskClass;
import java.util.Comparator;

/** Which of several nodes that fit and have room gets a task. */
enum DispatchStrategy {
    /** The one that had its turn longest ago. */
    ROUND_ROBIN {
        @Override
        Comparator<Candidate> orderFor(TaskClass taskClass) {
            return Comparator.comparingLong(Candidate::lastTurn);
        }
    },
    /**
     * The one that uses the smallest part of its capacity; of equals the one with the least load.
     */
    LEAST_LOADED {
        @Override
        Comparator<Candidate> orderFor(TaskClass taskClass) {
            return Comparator.comparingDouble(Candidate::used)
                    .thenComparingDouble(Candidate::cpu)
                    .thenComparingLong(Candidate::lastTurn);
        }
    },
    /**
     * The one with the fewest labels that the task does not ask for, so that special nodes stay
     * free for tasks that need them; of equals the least loaded.
     */
    LABEL_AFFINITY {
        @Override
        Comparator<Candidate> orderFor(TaskClass taskClass) {
            return Comparator.comparingInt((Candidate candidate) ->
                            candidate.labels().size() - taskClass.labels().size())
                    .thenComparing(LEAST_LOADED.orderFor(taskClass));
        }
    };

    /** The first in this order gets a task of this class. */
    abstract Comparator<Candidate> orderFor(TaskClass taskClass);
}
