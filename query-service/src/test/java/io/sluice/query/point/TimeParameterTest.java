package io.sluice.query.point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeParameterTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-21T12:00:00Z", "2026-11-21T12:00:00", "2026-11-21T12:00",
                        "2026-11-21T20:00:00+08:00",
                "2026-11-21T20:00:00 08:00", "2026-11-21T12:00:00.000", "1795262400",
                        "1795262400000",
                "1795262400000000", "1795262400000000000"
            })
    void isoAndEpochTimesAreRead(String text) {
        assertThat(TimeParameter.parse("from", text, Instant.EPOCH)).isEqualTo(NOON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1795262400.25",
                "1795262400.250000",
                "1795262400250.0",
                "1795262400250000.0",
                "1795262400250000000.9"
            })
    void epochMayHaveAFraction(String text) {
        assertThat(TimeParameter.parse("from", text, Instant.EPOCH))
                .isEqualTo(NOON.plusMillis(250));
    }

    /** As devices send them: what is finer than a microsecond is rounded when it is stored. */
    @Test
    void fractionIsTakenToTheNanosecond() {
        assertThat(TimeParameter.parse("from", "1795262400.000000001", Instant.EPOCH))
                .isEqualTo(NOON.plusNanos(1));
        assertThat(TimeParameter.parse("from", "1795262400000.0015", Instant.EPOCH))
                .isEqualTo(NOON.plusNanos(1_500));
        assertThat(TimeParameter.parse("from", "0.5", NOON)).isEqualTo(Instant.ofEpochMilli(500));
        assertThat(TimeParameter.parse("from", "99999999999.9", NOON))
                .isEqualTo(Instant.ofEpochSecond(99_999_999_999L, 900_000_000));
    }

    @Test
    void dateIsItsMidnight() {
        assertThat(TimeParameter.parse("from", "2026-11-21", Instant.EPOCH))
                .isEqualTo(Instant.parse("2026-11-21T00:00:00Z"));
    }

    @Test
    void missingTimeIsTheDefault() {
        assertThat(TimeParameter.parse("from", null, NOON)).isEqualTo(NOON);
        assertThat(TimeParameter.parse("from", " ", NOON)).isEqualTo(NOON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "noon",
                "2026-13-01",
                "-5",
                "+10000-01-01T00:00:00Z",
                "1e9",
                "1795262400.",
                ".5",
                "1795262400.2.5",
                "1795262400,25",
                "-0.5",
                "99999999999999999999.5",
                "99999999999999999999",
                "'; drop table reading; --",
                "1969-12-31T23:59:59Z"
            })
    void whatIsNoTimeIsRefused(String text) {
        assertThatThrownBy(() -> TimeParameter.parse("from", text, NOON))
                .isInstanceOfSatisfying(
                        QueryException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_TIME));
    }
}
