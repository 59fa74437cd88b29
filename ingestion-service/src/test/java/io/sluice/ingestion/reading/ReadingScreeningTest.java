package io.sluice.ingestion.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sluice.contracts.readings.QualityFlag;
import io.sluice.ingestion.payload.Flaw;
import io.sluice.ingestion.payload.PayloadFormat;
import io.sluice.ingestion.payload.PayloadFormats;
import io.sluice.ingestion.problem.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingScreeningTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final long NOW_MICROS = 1_795_262_400_000_000L;
    private static final ScreeningLimits LIMITS =
            new ScreeningLimits(
                    3, Duration.ofHours(24), Duration.ofMinutes(5), Duration.ofHours(1));
    private static final DeviceStandings DEVICES =
            new DeviceStandings(Set.of("1", "2"), Set.of("2"), "9 in PT1S");

    private final ReadingScreening screening = new ReadingScreening(LIMITS);

    @Test
    void goodItemsAreTakenByDeviceInTheirOrder() {
        Outcome outcome =
                screen(
                        """
                        [{"device_id":1,"timestamp":"2026-11-21T11:59:00Z","t":1,"h":2},
                         {"device_id":1,"timestamp":"2026-11-21T11:58:00Z","t":3}]
                        """);

        assertThat(outcome.rejections()).isEmpty();
        assertThat(outcome.acceptedItems()).isEqualTo(2);
        assertThat(outcome.acceptedReadings()).isEqualTo(3);
        assertThat(outcome.accepted()).extracting(DeviceReadings::deviceId).containsExactly("1");
        assertThat(outcome.accepted().getFirst().readings())
                .containsExactly(
                        new Reading("t", null, NOW_MICROS - 60_000_000, 0, 1, 0),
                        new Reading("h", null, NOW_MICROS - 60_000_000, 0, 2, 0),
                        new Reading("t", null, NOW_MICROS - 120_000_000, 0, 3, 0));
    }

    @Test
    void readingsAtOneTimeAreNumbered() {
        Outcome outcome =
                screen(
                        """
                        [{"device_id":1,"timestamp":1795262400,"t":1},{"device_id":1,"timestamp":1795262400,"t":2,"h":3},
                         {"device_id":1,"timestamp":1795262400,"t":1}]
                        """);

        assertThat(outcome.accepted().getFirst().readings())
                .extracting(Reading::metric, Reading::ordinal)
                .containsExactly(tuple("t", 0), tuple("t", 1), tuple("h", 0), tuple("t", 2));
    }

    @Test
    void itemWithoutATimeGetsThatOfItsArrival() {
        Outcome outcome = screen("{\"device_id\":1,\"t\":1}");

        assertThat(outcome.accepted().getFirst().timedOnArrival()).isTrue();
        assertThat(outcome.accepted().getFirst().readings())
                .extracting(Reading::time)
                .containsExactly(NOW_MICROS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"t\":1}                                             | MISSING_DEVICE_ID | 1",
                "{\"device_id\":\"a b\",\"t\":1}                       | INVALID_DEVICE_ID | 1",
                "{\"device_id\":\"a/b\",\"t\":1}                       | INVALID_DEVICE_ID | 1",
                "{\"device_id\":\"a::b\",\"t\":1}                      | INVALID_DEVICE_ID | 1",
                "{\"device_id\":\"\",\"t\":1}                          | INVALID_DEVICE_ID | 1",
                "{\"device_id\":9,\"t\":1,\"h\":2}                     | UNKNOWN_DEVICE    | 2",
                "{\"device_id\":2,\"t\":1}                             | RATE_LIMITED      | 1",
                "{\"device_id\":1}                                     | NO_METRICS        | 1",
                "{\"device_id\":1,\"name\":\"x\"}                      | NO_METRICS        | 1",
                "{\"device_id\":1,\"a\":1,\"b\":2,\"c\":3,\"d\":4}     | TOO_MANY_METRICS  | 4",
                "{\"device_id\":1,\"timestamp\":86400,\"t\":1}         | TIME_BEFORE_2000  | 1",
                "{\"device_id\":1,\"timestamp\":\"1999-12-31T23:59:59.999999Z\",\"t\":1} |"
                        + " TIME_BEFORE_2000 | 1",
                "{\"device_id\":1,\"timestamp\":-5,\"t\":1}            | TIME_BEFORE_2000  | 1",
                "{\"device_id\":1,\"timestamp\":\"2100-01-01T00:00:00Z\",\"t\":1}        |"
                        + " CLOCK_AHEAD      | 1",
                "{\"device_id\":1,\"timestamp\":\"2026-11-22T12:00:00.000001Z\",\"t\":1} |"
                        + " CLOCK_AHEAD      | 1",
                "{\"device_id\":1,\"timestamp\":\"soon\",\"t\":1,\"h\":2}                |"
                        + " INVALID_TIME     | 2",
            })
    void badItemIsRejectedAsAWhole(String item, ErrorCode code, int readings) {
        Outcome outcome = screen("[{\"device_id\":1,\"t\":1}," + item + "]");

        assertThat(outcome.acceptedReadings()).isEqualTo(1);
        assertThat(outcome.rejections()).hasSize(1);
        Rejection rejection = outcome.rejections().getFirst();
        assertThat(rejection.flaw().code()).isEqualTo(code);
        assertThat(rejection.item()).isEqualTo(1);
        assertThat(rejection.readings()).isEqualTo(readings);
        assertThat(rejection.raw()).asString(StandardCharsets.UTF_8).isEqualTo(item.strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2000-01-01T00:00:00Z", "2026-11-22T12:00:00Z"})
    void timesAtTheLimitsAreTaken(String time) {
        assertThat(screen("{\"device_id\":1,\"timestamp\":\"" + time + "\",\"t\":1}").rejections())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "1a",
                "_a",
                "",
                "ä",
                "a/b",
                "x123456789012345678901234567890123456789012345678901234567890abcd"
            })
    void badMetricNameCostsThatMetricAlone(String name) {
        Outcome outcome = screen("{\"device_id\":1,\"" + name + "\":1,\"good\":2}");

        assertThat(outcome.rejections())
                .extracting(Rejection::flaw)
                .extracting(Flaw::code)
                .containsExactly(ErrorCode.INVALID_METRIC_NAME);
        assertThat(outcome.acceptedReadings()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "PM2.5",
                "a-b_c.d9",
                "x23456789012345678901234567890123456789012345678901234567890abcd"
            })
    void goodMetricNamesAreTaken(String name) {
        assertThat(screen("{\"device_id\":1,\"" + name + "\":1}").rejections()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T11:00:00Z, 0",
        "2026-11-21T10:59:59Z, 2",
        "2026-11-21T12:05:00Z, 0",
        "2026-11-21T12:05:01Z, 8"
    })
    void lateAndEarlyReadingsAreMarked(String time, int quality) {
        Outcome outcome = screen("{\"device_id\":1,\"timestamp\":\"" + time + "\",\"t\":1}");

        assertThat(outcome.accepted().getFirst().readings())
                .extracting(Reading::quality)
                .containsExactly(quality);
    }

    @Test
    void replayedReadingsAreMarkedAndJudgedByTheTimeOfTheReplay() {
        Instant nextDay = NOW.plus(Duration.ofDays(2));
        Message replay =
                new Message(
                        "{\"device_id\":1,\"timestamp\":\"2026-11-23T11:00:00Z\",\"t\":1}"
                                .getBytes(StandardCharsets.UTF_8),
                        null,
                        origin(),
                        NOW,
                        nextDay,
                        null,
                        null,
                        false,
                        Map.of());

        Outcome outcome = screen(replay);

        assertThat(
                        outcome.accepted().getFirst().readings().getFirst().quality()
                                & QualityFlag.BACKFILLED.bit())
                .isNotZero();
    }

    @Test
    void whatIsRejectedHasItsPlaceInTheMessageWhenItIsFedAgain() {
        Outcome outcome =
                screen(
                        """
                        [{"device_id":1,"timestamp":1795262400,"t":1},
                         {"device_id":1,"timestamp":1795262400,"t":2,"air temp":7},
                         {"device_id":"nobody","timestamp":1795262400,"t":3},
                         {"device_id":"nobody","timestamp":1795262400,"t":4,"h":5},
                         {"device_id":1,"timestamp":1795262400,"t":6}]
                        """);

        assertThat(outcome.accepted().getFirst().readings())
                .extracting(Reading::ordinal)
                .containsExactly(0, 1, 2);
        assertThat(outcome.rejections())
                .extracting(Rejection::ordinals)
                .containsExactly(Map.of("t", 1), Map.of(), Map.of("t", 1));
    }

    @Test
    void whatIsFedAgainKeepsItsOrdinals() {
        Message again =
                new Message(
                        "{\"device_id\":1,\"timestamp\":1795262400,\"t\":4,\"h\":5}"
                                .getBytes(StandardCharsets.UTF_8),
                        null,
                        origin(),
                        NOW,
                        NOW,
                        null,
                        null,
                        false,
                        Map.of("t", 3));

        assertThat(screen(again).accepted().getFirst().readings())
                .extracting(Reading::metric, Reading::ordinal)
                .containsExactly(tuple("t", 3), tuple("h", 0));
    }

    @Test
    void timeRelativeToTheArrivalIsTimedOnArrival() {
        Message senml =
                new Message(
                        "[{\"n\":\"1/t\",\"t\":-3600,\"v\":1}]".getBytes(StandardCharsets.UTF_8),
                        "application/senml+json",
                        origin(),
                        NOW,
                        NOW,
                        null,
                        null,
                        false,
                        null);

        DeviceReadings taken = screen(senml).accepted().getFirst();

        assertThat(taken.timedOnArrival()).isTrue();
        assertThat(taken.readings().getFirst().time())
                .isEqualTo(
                        ChronoUnit.MICROS.between(Instant.EPOCH, NOW.minus(Duration.ofHours(1))));
    }

    @Test
    void topicNamesTheDeviceAndThePayloadMayRepeatItButNotContradict() {
        assertThat(screen(message("{\"t\":1}", "1")).acceptedReadings()).isEqualTo(1);
        assertThat(screen(message("{\"device_id\":1,\"t\":1}", "1")).acceptedReadings())
                .isEqualTo(1);
        assertThat(screen(message("{\"device_id\":2,\"t\":1}", "1")).rejections())
                .extracting(rejection -> rejection.flaw().code())
                .containsExactly(ErrorCode.DEVICE_MISMATCH);
    }

    @Test
    void ignoredFieldsAreCountedByName() {
        assertThat(
                        screen(
                                        "[{\"device_id\":1,\"t\":1,\"fw\":\"x\"},{\"device_id\":1,\"t\":2,\"fw\":\"y\",\"n\":null}]")
                                .ignoredFields())
                .containsExactlyInAnyOrderEntriesOf(Map.of("fw", 2, "n", 1));
    }

    @Test
    void readingsBeyondTheLastOrdinalAreRejected() {
        String item = "{\"device_id\":1,\"timestamp\":1795262400,\"t\":1}";
        Outcome outcome =
                screen(
                        IntStream.range(0, 32_769)
                                .mapToObj(_ -> item)
                                .collect(Collectors.joining(",", "[", "]")));

        assertThat(outcome.acceptedReadings()).isEqualTo(32_768);
        assertThat(outcome.rejections())
                .extracting(rejection -> rejection.flaw().code())
                .containsExactly(ErrorCode.TOO_MANY_AT_ONE_TIME);
    }

    private Outcome screen(String json) {
        return screen(message(json, null));
    }

    private Outcome screen(Message message) {
        PayloadFormat format = PayloadFormats.of(message.contentType(), message.payload());
        return screening.screen(message, format, format.read(message.payload(), 100_000), DEVICES);
    }

    private static Message message(String json, @Nullable String device) {
        return new Message(
                json.getBytes(StandardCharsets.UTF_8),
                null,
                origin(),
                NOW,
                NOW,
                device,
                null,
                false,
                null);
    }

    private static Origin origin() {
        return new Origin(Origin.Transport.HTTP, "/", "test", 0);
    }
}
