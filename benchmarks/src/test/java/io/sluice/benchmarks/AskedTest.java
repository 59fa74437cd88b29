package io.sluice.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AskedTest {
    private static final Instant NOW = Instant.parse("2026-11-21T17:49:36Z");

    private final Fleet fleet = Fleet.of(400_000, 40, 30, 1, NOW);

    @ParameterizedTest
    @EnumSource
    void sameSeedAsksTheSame(Question question) {
        assertThat(draw(question, 5)).isEqualTo(draw(question, 5)).isNotEqualTo(draw(question, 6));
    }

    @Test
    void dayLiesInThePast() {
        for (int seed = 0; seed < 200; seed++) {
            Asked asked = draw(Question.RAW_DAY, seed);

            assertThat(asked.from()).isAfterOrEqualTo(fleet.from());
            assertThat(asked.until())
                    .isEqualTo(asked.from().plus(Duration.ofDays(1)))
                    .isBeforeOrEqualTo(fleet.until());
            assertThat(asked.fewest()).isBetween(332L, 335L).isEqualTo(asked.most());
        }
    }

    @Test
    void dayOfTheFleetHasFullHours() {
        for (int seed = 0; seed < 200; seed++) {
            Asked asked = draw(Question.FLEET_DAY, seed);

            assertThat(asked.from().getEpochSecond() % 3600).isZero();
            assertThat(asked.until()).isBeforeOrEqualTo(fleet.until());
            assertThat(asked.isRightInSize(24)).isTrue();
            assertThat(asked.isRightInSize(23)).isFalse();
        }
    }

    @Test
    void wholePastReachesUntilNow() {
        Asked asked = draw(Question.YEAR, 1);

        assertThat(asked.from()).isEqualTo(fleet.from());
        assertThat(asked.until()).isEqualTo(NOW);
        assertThat(asked.isRightInSize(1000)).isTrue();
        assertThat(asked.isRightInSize(1001)).isFalse();
        assertThat(asked.isRightInSize(30)).isFalse();
    }

    private Asked draw(Question question, int seed) {
        return Asked.draw(question, fleet, new SplittableRandom(seed), NOW);
    }
}
