package io.sluice.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FleetTest {
    private static final Instant NOW = Instant.parse("2026-11-21T17:49:36.123Z");
    private static final Instant UNTIL = Instant.parse("2026-11-21T17:00:00Z");

    private final Fleet fleet = Fleet.of(100_000, 40, 7, 1, NOW);

    @Test
    void fleetHasTheReadingsAskedFor() {
        assertThat(fleet)
                .isEqualTo(new Fleet(10, 2_500, UNTIL.minus(Duration.ofDays(7)), UNTIL, 1));
        assertThat(fleet.readings()).isEqualTo(100_000);
        assertThat(fleet.series()).isEqualTo(40);
    }

    @Test
    void aHundredMillionInAYearAreOneInFiveMinutes() {
        Fleet large = Fleet.of(100_000_000, 1_000, 365, 1, NOW);

        assertThat(large.readings()).isEqualTo(100_000_000);
        assertThat(large.interval()).isEqualTo(Duration.ofMillis(315_360));
    }

    @Test
    void timesOfADeviceAscendWithinTheRange() {
        for (int device = 0; device < fleet.devices(); device++) {
            int number = device;
            long[] times =
                    LongStream.range(0, fleet.rounds())
                            .map(round -> fleet.time(number, round))
                            .toArray();

            assertThat(times).isSorted().doesNotHaveDuplicates();
            assertThat(times[0]).isGreaterThanOrEqualTo(micros(fleet.from()));
            assertThat(times[times.length - 1]).isLessThan(micros(UNTIL));
        }
    }

    @Test
    void roundsFollowEachOther() {
        for (long round = 1; round < fleet.rounds(); round++) {
            assertThat(fleet.time(0, round)).isGreaterThan(fleet.time(9, round - 1));
        }
    }

    @Test
    void countsAreThoseOfTheTimes() {
        Instant from = UNTIL.minus(Duration.ofHours(30));
        Instant until = UNTIL.minus(Duration.ofHours(6));
        for (int device = 0; device < fleet.devices(); device++) {
            int number = device;
            long inRange =
                    LongStream.range(0, fleet.rounds())
                            .map(round -> fleet.time(number, round))
                            .filter(time -> time >= micros(from) && time < micros(until))
                            .count();

            assertThat(fleet.count(device, from, until)).isEqualTo(inRange).isPositive();
        }
        assertThat(fleet.count(3, Instant.EPOCH, NOW)).isEqualTo(fleet.rounds());
    }

    @Test
    void sameSeedGivesTheSameValues() {
        Fleet again = Fleet.of(100_000, 40, 7, 1, NOW);
        Fleet other = Fleet.of(100_000, 40, 7, 2, NOW);

        assertThat(values(again)).isEqualTo(values(fleet)).isNotEqualTo(values(other));
        assertThat(again.time(3, 77)).isEqualTo(fleet.time(3, 77)).isNotEqualTo(other.time(3, 77));
    }

    @Test
    void valuesStayNearThoseOfTheirSource() {
        for (long round = 0; round < fleet.rounds(); round++) {
            assertThat(fleet.value(4, 2, round)).isBetween(0.88 * 223, 1.12 * 255);
            assertThat(fleet.value(4, 0, round)).isBetween(0.88 * 57, 1.12 * 87);
        }
    }

    @Test
    void labelsTellTheFleet() {
        assertThat(Fleet.ofLabels(fleet.labels())).isEqualTo(fleet);
    }

    @Test
    void tooFewOrTooManyReadingsAreNoFleet() {
        assertThatThrownBy(() -> Fleet.of(100, 1_000, 7, 1, NOW))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fleet.of(1_000, 3, 7, 1, NOW))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fleet.of(100_000_000_000L, 1_000, 7, 1, NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static double[] values(Fleet fleet) {
        return LongStream.range(0, 1_000).mapToDouble(round -> fleet.value(3, 1, round)).toArray();
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
