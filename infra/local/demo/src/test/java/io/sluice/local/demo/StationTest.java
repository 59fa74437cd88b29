package io.sluice.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StationTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void stationHasFourYearsOfHours(int number) {
        List<Station.Hour> hours = Station.ALL.get(number).hours();

        assertThat(hours).hasSizeBetween(34_000, 35_064);
        assertThat(hours.getFirst().time().toInstant())
                .isEqualTo(Instant.parse("2013-02-28T16:00:00Z"));
        assertThat(hours.getLast().time().toInstant())
                .isEqualTo(Instant.parse("2017-02-28T15:00:00Z"));
        assertThat(hours).extracting(Station.Hour::time).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void missingValuesAreLeftOut() {
        Station.Hour first = new Station("Dingling", "rural").hours().getFirst();

        assertThat(first.values())
                .doesNotContainKey("NO2")
                .containsEntry("TEMP", -2.3)
                .containsEntry("PM2.5", 4.0);
    }

    @Test
    void sparklineGoesFromTheLowestToTheHighest() {
        assertThat(Sparkline.of(List.of(0.0, 5.0, 10.0))).isEqualTo("▁▅█");
        assertThat(Sparkline.of(List.of(3.0, 3.0))).isEqualTo("▁▁");
        assertThat(Sparkline.of(List.of())).isEmpty();
    }
}
