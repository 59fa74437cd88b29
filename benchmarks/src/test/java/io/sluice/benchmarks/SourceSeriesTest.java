package io.sluice.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SourceSeriesTest {
    private static final long MINUTE = 60_000_000;

    private final SourceSeries power =
            SourceSeries.read("household_power.csv.gz", 1, Duration.ofMinutes(1));

    @Test
    void filesAreWhole() {
        assertThat(power.size()).isEqualTo(19_444);
        assertThat(FleetMetric.ALL)
                .extracting(metric -> metric.source().size())
                .containsExactly(7_267, 19_444, 19_444, 40_320);
    }

    @Test
    void valueBetweenTwoLiesOnTheLine() {
        assertThat(power.at(0)).isEqualTo(4.216);
        assertThat(power.at(MINUTE)).isEqualTo(5.360);
        assertThat(power.at(MINUTE / 4)).isEqualTo(4.216 + (5.360 - 4.216) / 4);
    }

    @Test
    void seriesBeginsAnewAfterItsLast() {
        assertThat(power.at(power.period() - MINUTE)).isEqualTo(0.354);
        assertThat(power.at(power.period())).isEqualTo(power.at(0));
        assertThat(power.at(7 * power.period() + MINUTE)).isEqualTo(power.at(MINUTE));
    }
}
