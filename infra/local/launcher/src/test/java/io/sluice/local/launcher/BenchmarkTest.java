package io.sluice.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BenchmarkTest {
    @Test
    void whatIsLoadedForMinutesIsMeasuredWhereItIs() {
        assertThat(Benchmark.isOfThePlatformThatIsUp(List.of("load-readings", "--days", "7")))
                .isTrue();
        assertThat(Benchmark.isOfThePlatformThatIsUp(List.of("queries"))).isTrue();
    }

    @Test
    void othersAreMeasuredOnAnEmptyPlatform() {
        assertThat(Benchmark.isOfThePlatformThatIsUp(List.of("ingest", "queries"))).isFalse();
        assertThat(Benchmark.isOfThePlatformThatIsUp(List.of("tasks"))).isFalse();
        assertThat(Benchmark.isOfThePlatformThatIsUp(List.of())).isFalse();
    }
}
