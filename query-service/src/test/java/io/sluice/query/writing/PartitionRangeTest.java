package io.sluice.query.writing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionRangeTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    @ParameterizedTest
    @CsvSource({
        "2026-11-21, reading_20261121, 2026-11-21, 2026-11-22",
        "2026-11-29, reading_20261129, 2026-11-29, 2026-11-30",
        "2026-10-21, reading_20261021, 2026-10-21, 2026-10-22",
        "2026-09-30, reading_202609, 2026-09-01, 2026-10-01",
        "2013-03-15, reading_201303, 2013-03-01, 2013-04-01",
        "2000-02-29, reading_200002, 2000-02-01, 2000-03-01",
        "2015-12-31, reading_201512, 2015-12-01, 2016-01-01",
    })
    void recentDaysAreTheirOwnAndTheDeepPastIsMonths(
            LocalDate day, String name, LocalDate from, LocalDate until) {
        PartitionRange range = PartitionRange.forDay(day, TODAY, List.of());

        assertThat(range.name()).isEqualTo(name);
        assertThat(range).isEqualTo(new PartitionRange(from, until));
        assertThat(range.contains(day)).isTrue();
        assertThat(PartitionRange.ofName(name)).contains(range);
    }

    @Test
    void monthThatHasDaysAlreadyGetsMoreDays() {
        PartitionRange once = PartitionRange.ofDay(LocalDate.of(2026, 9, 3));

        assertThat(PartitionRange.forDay(LocalDate.of(2026, 9, 17), TODAY, List.of(once)).name())
                .isEqualTo("reading_20260917");
        assertThat(PartitionRange.forDay(LocalDate.of(2026, 8, 17), TODAY, List.of(once)).name())
                .isEqualTo("reading_202608");
    }

    @Test
    void otherTablesAreNoPartitions() {
        assertThat(PartitionRange.ofName("reading_hourly")).isEmpty();
        assertThat(PartitionRange.ofName("series")).isEmpty();
    }
}
