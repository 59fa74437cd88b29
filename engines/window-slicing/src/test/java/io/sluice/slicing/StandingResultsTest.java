package io.sluice.slicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who applies emissions notices when they make no sense. */
class StandingResultsTest {
    private static final WindowKey WINDOW = new WindowKey("sums", 0, 10);

    private final StandingResults results = new StandingResults();

    private record Given(Emission emission, double value, @Nullable Object object)
            implements WindowResult {
        @Override
        public Query query() {
            return new Query("sums", Window.tumbling(10), Aggregations.sum());
        }

        @Override
        public long start() {
            return 0;
        }

        @Override
        public long end() {
            return 10;
        }
    }

    private void accept(Emission emission) {
        boolean withdrawn = emission == Emission.WITHDRAWAL;
        results.accept(new Given(emission, withdrawn ? Double.NaN : 3, withdrawn ? null : 3.0));
    }

    private void assertRefused(Emission emission) {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> accept(emission));
    }

    @Test
    void emissionsAreApplied() {
        accept(Emission.FIRST);
        accept(Emission.CORRECTION);
        assertThat(results.standing())
                .containsOnly(Map.entry(WINDOW, new StandingResults.Result(3, 3.0)));
        accept(Emission.WITHDRAWAL);
        assertThat(results.standing()).isEmpty();
        assertThat(results.takeGiven()).hasSize(3);
        assertThat(results.takeGiven()).isEmpty();
        assertThat(results.count(Emission.CORRECTION)).isEqualTo(1);
    }

    @Test
    void firstResultIsThereOnce() {
        accept(Emission.FIRST);
        assertRefused(Emission.FIRST);
    }

    @Test
    void whatIsNotThereIsNotCorrectedOrWithdrawn() {
        assertRefused(Emission.CORRECTION);
        assertRefused(Emission.WITHDRAWAL);
    }

    @Test
    void withdrawalHasNoResult() {
        accept(Emission.FIRST);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> results.accept(new Given(Emission.WITHDRAWAL, 3, 3.0)));
    }
}
