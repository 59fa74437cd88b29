package io.sluice.query.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarConditionTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HOUR:20-23                            | 2021-01-04T20:00 | true",
                "HOUR:20-23                            | 2021-01-04T19:59 | false",
                "HOUR:7-9,17-19                        | 2021-01-04T17:30 | true",
                "HOUR:22-5                             | 2021-01-04T23:30 | true",
                "HOUR:22-5                             | 2021-01-04T05:59 | true",
                "HOUR:22-5                             | 2021-01-04T06:00 | false",
                "MINUTE:0-14                           | 2021-01-04T06:14 | true",
                "MINUTE:0-14                           | 2021-01-04T06:15 | false",
                "weekday:mo-fr                         | 2021-01-08T06:15 | true",
                "WEEKDAY:MO-FR                         | 2021-01-09T06:15 | false",
                "WEEKDAY:SA-MO                         | 2021-01-10T06:15 | true",
                "WEEKDAY:SA-MO                         | 2021-01-12T06:15 | false",
                "MONTH:11-2                            | 2021-01-12T06:15 | true",
                "MONTH:11-2                            | 2021-03-12T06:15 | false",
                "YEAR:2013                             | 2021-03-12T06:15 | false",
                "YEAR:2013,2020-2022                   | 2021-03-12T06:15 | true",
                "DAY:-1                                | 2021-02-28T06:15 | true",
                "DAY:-1                                | 2020-02-28T06:15 | false",
                "DAY:-3--1                             | 2020-02-27T06:15 | true",
                "DAY:28-3                              | 2020-02-02T06:15 | true",
                "WEEKDAY:1TU                           | 2021-01-05T06:15 | true",
                "WEEKDAY:1TU                           | 2021-01-12T06:15 | false",
                "WEEKDAY:-1FR                          | 2021-01-29T06:15 | true",
                "WEEKDAY:-1FR,2MO                      | 2021-01-22T06:15 | false",
                "WEEKDAY:-1FR,2MO                      | 2021-01-11T06:15 | true",
                "HOUR:20-23;WEEKDAY:MO-FR;MONTH:6-10   | 2021-06-11T20:15 | true",
                "HOUR:20-23;WEEKDAY:MO-FR;MONTH:6-10   | 2021-06-12T20:15 | false",
                "RRULE:FREQ=MONTHLY;BYDAY=1TU          | 2021-01-05T06:15 | true",
                "RRULE:FREQ=MONTHLY;BYDAY=1TU;BYHOUR=9 | 2021-01-05T06:15 | false",
                "RRULE:FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=5 | 2021-01-05T06:15 | true",
                "rrule:freq=daily;interval=1           | 2021-01-05T06:15 | true",
            })
    void conditionHoldsAtLocalTimesOfItsParts(String text, LocalDateTime time, boolean holds) {
        Instant instant = time.atZone(BERLIN).toInstant();

        assertThat(CalendarCondition.parse(text, BERLIN).contains(instant)).isEqualTo(holds);
    }

    @Test
    void nothingHoldsAlways() {
        assertThat(CalendarCondition.parse(null, BERLIN).isAlways()).isTrue();
        assertThat(CalendarCondition.parse(" ", BERLIN).contains(Instant.EPOCH)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "WEEKDAY:MO                | true  | true",
                "HOUR:1;WEEKDAY:MO         | true  | false",
                "MINUTE:1;HOUR:1           | false | false",
                "RRULE:FREQ=MONTHLY;BYDAY=1TU | true | true",
            })
    void conditionTellsHowFineItIs(String text, boolean isByHour, boolean isByDay) {
        CalendarCondition condition = CalendarCondition.parse(text, BERLIN);

        assertThat(condition.isByHour()).isEqualTo(isByHour);
        assertThat(condition.isByDay()).isEqualTo(isByDay);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HOUR                       | part 1 (HOUR) at position 1",
                "HOUR:                      | part 1 (HOUR) at position 6",
                "HOUR:24                    | part 1 (HOUR) at position 6: '24' is not in 0 to 23",
                "HOUR:1,,2                  | part 1 (HOUR) at position 8",
                "HOUR:1;                    | part 2 () at position 8",
                "HOUR:1;WEEKDAY:MO,XX       | part 2 (WEEKDAY) at position 19: 'XX'",
                "HOUR:1;HOUR:2              | part 2 (HOUR) at position 8: is there for the second"
                        + " time",
                "WEEKDAY:6TU                | part 1 (WEEKDAY) at position 9",
                "WEEKDAY:0TU                | part 1 (WEEKDAY) at position 9",
                "WEEKDAY:1MO-FR             | part 1 (WEEKDAY) at position 9",
                "MONTH:0                    | part 1 (MONTH) at position 7",
                "DAY:0                      | part 1 (DAY) at position 5",
                "DAY:-1-3                   | part 1 (DAY) at position 5",
                "DAY:-1--3                  | part 1 (DAY) at position 5: '-1--3' goes backwards",
                "DAY:32                     | part 1 (DAY) at position 5",
                "YEAR:2020-2010             | part 1 (YEAR) at position 6: '2020-2010' goes"
                        + " backwards",
                "YEAR:99999                 | part 1 (YEAR) at position 6",
                "MINUTE:1e1                 | part 1 (MINUTE) at position 8",
                "SECOND:1                   | part 1 (SECOND) at position 1: is not a field",
                "HOUR:'; drop table x;--    | part 1 (HOUR) at position 6",
                "RRULE:BYDAY=1TU            | there is no FREQ",
                "RRULE:FREQ=MONTHLY         | needs BYDAY or BYMONTHDAY",
                "RRULE:FREQ=WEEKLY;BYMONTHDAY=1 | needs BYDAY",
                "RRULE:FREQ=WEEKLY;BYDAY=1TU | weekdays with a number",
                "RRULE:FREQ=YEARLY;BYDAY=1TU | weekdays with a number",
                "RRULE:FREQ=DAILY;BYMINUTE=5 | needs BYHOUR",
                "RRULE:FREQ=SECONDLY        | part 1 (FREQ) at position 12",
                "RRULE:FREQ=DAILY;FREQ=DAILY | part 2 (FREQ) at position 23",
                "RRULE:FREQ=DAILY;COUNT=3   | part 2 (COUNT) at position 18: is not a field",
                "RRULE:FREQ=DAILY;INTERVAL=2 | part 2 (INTERVAL) at position 18",
            })
    void whatIsNoConditionIsRefusedWithThePartAndThePosition(String text, String message) {
        assertThatThrownBy(() -> CalendarCondition.parse(text, BERLIN))
                .isInstanceOfSatisfying(
                        QueryException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CALENDAR))
                .hasMessageContaining(message);
    }

    @Test
    void longTextIsRefused() {
        assertThatThrownBy(() -> CalendarCondition.parse("HOUR:1" + ",1".repeat(500), BERLIN))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("1006 characters, over 1000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"+02:00", "Z", "UTC+3", "Europe/Nowhere", "europe/berlin", "'", "local"})
    void whatIsNoZoneIsRefused(String text) {
        assertThatThrownBy(() -> ZoneParameter.parse(text))
                .isInstanceOfSatisfying(
                        QueryException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ZONE));
    }

    @ParameterizedTest
    @CsvSource({
        "UTC, true",
        "Europe/Berlin, true",
        "Asia/Kolkata, false",
        "Australia/Lord_Howe, false"
    })
    void zoneIsOrIsNotWholeHoursFromUtc(String zone, boolean is) {
        assertThat(
                        ZoneParameter.isWholeHoursFromUtc(
                                ZoneParameter.parse(zone),
                                Instant.parse("2000-01-01T00:00:00Z"),
                                Instant.parse("2200-01-01T00:00:00Z")))
                .isEqualTo(is);
    }
}
