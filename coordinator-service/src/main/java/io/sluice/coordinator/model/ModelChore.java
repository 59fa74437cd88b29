package io.sluice.coordinator.model;

import io.sluice.coordinator.housekeeping.Chore;
import org.springframework.stereotype.Component;

/** Promotes and stops rollouts by what came of them. */
@Component
class ModelChore implements Chore {
    private final RolloutReview rollouts;

    ModelChore(RolloutReview rollouts) {
        this.rollouts = rollouts;
    }

    @Override
    public void run() {
        rollouts.review();
    }
}
