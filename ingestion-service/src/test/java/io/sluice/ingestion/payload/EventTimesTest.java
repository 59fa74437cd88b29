package io.sluice.ingestion.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimesTest {
    private static final long NOON =
            ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2026-11-21T12:00:00Z"));

    @ParameterizedTest
    @ValueSource(
            longs = {
                1_795_262_400L,
                1_795_262_400_000L,
                1_795_262_400_000_000L,
                1_795_262_400_000_000_000L
            })
    void epochNumbersAreToldApartByMagnitude(long number) {
        assertThat(EventTimes.fromEpoch(number)).isEqualTo(NOON);
        assertThat(EventTimes.fromEpoch((double) number)).isEqualTo(NOON);
        assertThat(EventTimes.parse(Long.toString(number))).isEqualTo(NOON);
    }

    @Test
    void fractionOfSecondsIsKeptToTheMicrosecond() {
        assertThat(EventTimes.fromEpoch(1_795_262_400.123456)).isEqualTo(NOON + 123_456);
        assertThat(EventTimes.parse("1795262400.123456")).isEqualTo(NOON + 123_456);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T12:00:00Z, 0",
        "2026-11-21T12:00:00, 0",
        "2026-11-21 12:00:00, 0",
        "2026-11-21T12:00:00.5Z, 500000",
        "2026-11-21T12:00:00.123456789Z, 123456",
        "2026-11-21T12:00:00.000080, 80",
        "2026-11-21T20:00:00+08:00, 0",
        "2026-11-21T20:00:00+0800, 0",
        "2026-11-21T20:00:00+08, 0",
        "2026-11-21T06:30:00-05:30, 0",
        "2026-11-21T12:00Z, 0",
        "2026-11-21T12:00, 0",
        "2026-11-21t12:00:00z, 0",
    })
    void isoTimesAreReadAndWithoutAnOffsetTheyAreUtc(String text, long microsAfterNoon) {
        assertThat(EventTimes.parse(text)).isEqualTo(NOON + microsAfterNoon);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "noon",
                "2026-11-21",
                "2026-13-01T00:00:00Z",
                "2026-02-30T00:00:00Z",
                "2026-11-21T25:00:00Z",
                "2026-11-21T12:00:00+99:00",
                "1e400",
                "NaN",
                "-",
                "1-2",
                "+999999999-12-31T23:59:59Z",
                "99999999999999999999999"
            })
    void whatIsNoTimeIsRefused(String text) {
        assertThatThrownBy(() -> EventTimes.parse(text)).isInstanceOf(DateTimeException.class);
    }

    @Test
    void numberThatIsNotFiniteIsRefused() {
        assertThatThrownBy(() -> EventTimes.fromEpoch(Double.NaN))
                .isInstanceOf(DateTimeException.class);
        assertThatThrownBy(() -> EventTimes.fromEpoch(Double.POSITIVE_INFINITY))
                .isInstanceOf(DateTimeException.class);
    }

    @Property
    void fastReaderAgreesWithTheGeneralOne(
            @ForAll @LongRange(min = 0, max = 253_402_300_799L) long seconds,
            @ForAll @IntRange(max = 999_999_999) int nanos,
            @ForAll @IntRange(min = -17 * 60, max = 17 * 60) int offsetMinutes) {
        OffsetDateTime time =
                Instant.ofEpochSecond(seconds, nanos)
                        .atOffset(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
        if (time.getYear() > 9999 || time.getYear() < 1970) {
            return;
        }
        String text = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);

        assertThat(EventTimes.parse(text))
                .isEqualTo(ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant()));
    }
}
