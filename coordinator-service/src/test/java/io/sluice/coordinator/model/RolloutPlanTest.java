package io.sluice.coordinator.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.coordinator.problem.CoordinatorException;
import org.junit.jupiter.api.Test;

class RolloutPlanTest {
    private final RolloutPlan plan = new RolloutPlan(0.1, 0.05, 100);

    @Test
    void fewResultsAreWaitedFor() {
        assertThat(plan.verdict(0, 0)).isEqualTo(RolloutVerdict.WAIT);
        assertThat(plan.verdict(99, 0)).isEqualTo(RolloutVerdict.WAIT);
        assertThat(plan.verdict(94, 5)).isEqualTo(RolloutVerdict.WAIT);
    }

    @Test
    void enoughResultsWithFewFailuresPromote() {
        assertThat(plan.verdict(95, 5)).isEqualTo(RolloutVerdict.PROMOTE);
        assertThat(plan.verdict(960, 40)).isEqualTo(RolloutVerdict.PROMOTE);
    }

    @Test
    void tooManyFailuresStop() {
        assertThat(plan.verdict(94, 6)).isEqualTo(RolloutVerdict.STOP);
        assertThat(plan.verdict(940, 60)).isEqualTo(RolloutVerdict.STOP);
    }

    @Test
    void failuresThatCannotBeOutweighedStopEarly() {
        assertThat(plan.verdict(0, 5)).isEqualTo(RolloutVerdict.WAIT);
        assertThat(plan.verdict(0, 6)).isEqualTo(RolloutVerdict.STOP);
    }

    @Test
    void noFailureMayBeAllowed() {
        RolloutPlan strict = new RolloutPlan(1, 0, 10);

        assertThat(strict.verdict(0, 1)).isEqualTo(RolloutVerdict.STOP);
        assertThat(strict.verdict(10, 0)).isEqualTo(RolloutVerdict.PROMOTE);
    }

    @Test
    void planThatCannotBeIsRefused() {
        assertRefused(() -> new RolloutPlan(0, 0.05, 100));
        assertRefused(() -> new RolloutPlan(1.1, 0.05, 100));
        assertRefused(() -> new RolloutPlan(Double.NaN, 0.05, 100));
        assertRefused(() -> new RolloutPlan(0.1, -0.1, 100));
        assertRefused(() -> new RolloutPlan(0.1, 1.1, 100));
        assertRefused(() -> new RolloutPlan(0.1, 0.05, 0));
    }

    private static void assertRefused(Runnable plan) {
        assertThatThrownBy(plan::run).isInstanceOf(CoordinatorException.class);
    }
}
