package io.sluice.query.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.query.calendar.CalendarCondition;
import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PointResolutionTest {
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final long MOST_ROWS = 50_000_000;

    @ParameterizedTest
    @CsvSource({
        // range, rows, max_points, zone, aggregate -> tier, bucket
        "PT24H, 1000, 1000, UTC, avg, RAW,",
        "PT24H, 1001, 1000, UTC, avg, RAW, PT2M",
        "PT24H, 100, 1000, UTC, count, RAW, PT2M",
        "PT24H, 8640, 10, UTC, avg, HOURLY, PT3H",
        "PT24H, 8640, 1, UTC, avg, DAILY, P1D",
        "P7D, 60480, 1000, UTC, avg, RAW, PT15M",
        "P7D, 60480, 1000, UTC, p90, RAW, PT15M",
        "P30D, 259200, 1000, UTC, avg, HOURLY, PT1H",
        "P30D, 259200, 30, UTC, avg, DAILY, P1D",
        "P30D, 259200, 30, UTC, p99, RAW, P1D",
        "P365D, 3000000, 1000, UTC, avg, HOURLY, PT12H",
        "P365D, 3000000, 370, UTC, avg, DAILY, P1D",
        "P365D, 3000000, 367, Europe/Berlin, avg, HOURLY, P1D",
        "P365D, 3000000, 367, Asia/Kathmandu, avg, RAW, P1D",
        "P365D, 60000000, 1000, UTC, avg, HOURLY, PT12H",
        "P1D, 60000000, 1000, UTC, avg, HOURLY, PT1H",
        "P3650D, 60000000, 1, UTC, avg, DAILY, whole",
    })
    void autoTakesReadingsOrTheNarrowestPleasantBuckets(
            String range,
            long rows,
            int maxPoints,
            String zone,
            String aggregate,
            Tier tier,
            String bucket) {
        TierChoice choice =
                new AutoChoice(maxPoints, false, false, MOST_ROWS)
                        .choose(
                                needs(aggregate, zone, PointResolutionTest::any),
                                facts(range, rows, null, null));

        assertThat(choice.tier()).isEqualTo(tier);
        assertThat(choice.bucket() == null ? null : choice.bucket().text()).isEqualTo(bucket);
    }

    @ParameterizedTest
    @CsvSource({
        "PT24H, 100000, 1000, RAW,",
        "PT24H, 100001, 1000, HOURLY, PT1H",
        "P3650D, 100001, 10, DAILY, P730D",
        "P365D, 100001, 10, DAILY, P1D",
        "P10D, 100001, 10, HOURLY, PT1H",
    })
    void whatIsThinnedOutIsReadFiner(
            String range, long rows, int maxPoints, Tier tier, String bucket) {
        TierChoice choice =
                new AutoChoice(maxPoints, true, false, MOST_ROWS)
                        .choose(
                                needs("avg", "UTC", PointResolutionTest::any),
                                facts(range, rows, null, null));

        assertThat(choice.bucket() == null ? null : choice.bucket().text()).isEqualTo(bucket);
        assertThat(choice.tier()).isEqualTo(tier);
    }

    @ParameterizedTest
    @CsvSource({
        "PT15M, UTC, avg, RAW",
        "PT90M, UTC, avg, RAW",
        "PT1H, UTC, avg, HOURLY",
        "PT1H, Asia/Kathmandu, avg, HOURLY",
        "PT36H, UTC, avg, HOURLY",
        "P1D, UTC, avg, DAILY",
        "P1W, UTC, stddev, DAILY",
        "P1D, Etc/UTC, rate, DAILY",
        "P1D, Europe/London, avg, DAILY",
        "P1D, Europe/Berlin, avg, HOURLY",
        "P1D, Asia/Kathmandu, avg, RAW",
        "P1D, UTC, p50, RAW",
        "whole, UTC, avg, DAILY",
        "whole, UTC, p50, RAW",
    })
    void bucketIsReadFromTheCoarsestTierThatDividesIt(
            String resolution, String zone, String aggregate, Tier tier) {
        assertThat(
                        explicit(
                                resolution,
                                zone,
                                aggregate,
                                PointResolutionTest::any,
                                facts("P30D", 1_000, null, null)))
                .isEqualTo(tier);
    }

    @Test
    void filterThatRollupsDoNotTellNeedsReadings() {
        TierFacts facts = facts("P30D", 1_000, null, null);
        assertThat(explicit("P1D", "UTC", "avg", Tier.RAW::equals, facts)).isEqualTo(Tier.RAW);
        assertThat(explicit("P1D", "UTC", "avg", tier -> tier != Tier.DAILY, facts))
                .isEqualTo(Tier.HOURLY);
    }

    @Test
    void calendarOfAHalfHourZoneNeedsReadings() {
        TierNeeds needs =
                new TierNeeds(
                        List.of(Aggregation.AVG),
                        PointResolutionTest::any,
                        true,
                        ZoneId.of("Asia/Kathmandu"));
        Bucket hour = Bucket.of(Duration.ofHours(1), ZoneId.of("Asia/Kathmandu"));

        assertThat(CalendarCondition.parse("HOUR:8", ZoneId.of("Asia/Kathmandu")).isByHour())
                .isTrue();
        assertThat(TierChoice.of(hour, needs, facts("P3D", 100, null, null), MOST_ROWS).tier())
                .isEqualTo(Tier.RAW);
    }

    @ParameterizedTest
    @CsvSource({
        "PT15M, UTC, avg",
        "P1D, Asia/Kathmandu, avg",
        "P1D, UTC, p99",
        "whole, UTC, p99",
    })
    void whatNeedsReadingsThatAreGoneIsRefused(String resolution, String zone, String aggregate) {
        TierFacts facts = facts("P30D", 1_000, START.plus(3, ChronoUnit.DAYS), null);

        assertThatThrownBy(() ->
                        explicit(resolution, zone, aggregate, PointResolutionTest::any, facts))
                .isInstanceOfSatisfying(
                        QueryException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.RAW_IS_GONE))
                .hasMessageContaining("2026-01-08T00:00:00Z");
    }

    @Test
    void autoTakesTheNextCoarserTierWhereReadingsAreGone() {
        TierFacts facts = facts("P7D", 60_480, START.plus(3, ChronoUnit.DAYS), null);
        TierChoice choice =
                new AutoChoice(1_000, false, false, MOST_ROWS)
                        .choose(needs("avg", "UTC", PointResolutionTest::any), facts);

        assertThat(choice).isEqualTo(new TierChoice(Tier.HOURLY, new Bucket.Fixed(3_600_000_000L)));
    }

    @Test
    void autoTakesDaysWhereHoursAreGoneToo() {
        Instant gone = START.plus(3, ChronoUnit.DAYS);
        TierChoice choice =
                new AutoChoice(1_000, false, false, MOST_ROWS)
                        .choose(
                                needs("avg", "UTC", PointResolutionTest::any),
                                facts("P7D", 60_480, gone, gone));

        assertThat(choice).isEqualTo(new TierChoice(Tier.DAILY, new Bucket.Fixed(86_400_000_000L)));
    }

    @Test
    void tooManyReadingsAreRefusedWithTheLimit() {
        assertThatThrownBy(() ->
                        explicit(
                                "PT1M",
                                "UTC",
                                "avg",
                                PointResolutionTest::any,
                                facts("P30D", MOST_ROWS + 1, null, null)))
                .isInstanceOfSatisfying(
                        QueryException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.TOO_MANY_ROWS))
                .hasMessageContaining("50000001")
                .hasMessageContaining("sluice.queries.most-rows 50000000");
    }

    /** Readings beside the range count only where there is no other way. */
    @Test
    void wholeOfARangeThatIsNotOfFullHoursIsReadFromReadings() {
        long from = micros(START.plusSeconds(1));
        TierFacts facts =
                new TierFacts(
                        from, from + 1_000_000_000_000L, 0, Long.MAX_VALUE / 2, 10, null, null);
        TierNeeds needs = needs("avg", "UTC", PointResolutionTest::any);

        assertThat(TierChoice.of(Bucket.WHOLE, needs, facts, MOST_ROWS).tier()).isEqualTo(Tier.RAW);
        assertThat(TierChoice.of(Bucket.WHOLE, needs, facts, 9).tier()).isEqualTo(Tier.HOURLY);
    }

    @Property(tries = 300)
    void autoNeverHasMoreBucketsThanPointsWanted(
            @ForAll @LongRange(min = 0, max = 7_000_000_000_000_000L) long from,
            @ForAll @LongRange(min = 1, max = 200_000_000_000_000L) long length,
            @ForAll @IntRange(min = 1, max = 5_000) int maxPoints,
            @ForAll boolean isBerlin) {
        TierFacts facts =
                new TierFacts(from, from + length, from, from + length - 1, 40_000_000, null, null);
        TierChoice choice =
                new AutoChoice(maxPoints, false, false, MOST_ROWS)
                        .choose(
                                needs(
                                        "avg",
                                        isBerlin ? "Europe/Berlin" : "UTC",
                                        PointResolutionTest::any),
                                facts);

        Bucket bucket = Objects.requireNonNull(choice.bucket());
        long buckets = 0;
        for (long next = bucket.start(from); next < from + length; next = bucket.next(next)) {
            buckets++;
        }
        assertThat(buckets).isLessThanOrEqualTo(maxPoints);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.001S", "P3660D", "P1W", "PT1H30M", "P1DT12H", "pt15m"})
    void durationsAreRead(String text) {
        assertThat(AskedResolution.parse(text, ZoneId.of("UTC")))
                .isInstanceOf(AskedResolution.Buckets.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PT0S", "PT0.0009S", "PT0.0010001S", "-PT1H", "P-1D", "P3660DT1S", "PT1000000H",
                "P1M", "P1Y", "P9999W", "PT99999999999999999999H", "hour", "1h", "RAW",
                "'; drop table reading; --"
            })
    void whatIsNoResolutionIsRefused(String text) {
        assertThatThrownBy(() -> AskedResolution.parse(text, ZoneId.of("UTC")))
                .isInstanceOfSatisfying(
                        QueryException.class,
                        refused ->
                                assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_RESOLUTION));
    }

    @ParameterizedTest
    @CsvSource({
        "P1D, Europe/Berlin, 2026-03-29T12:00:00Z, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
        "P1D, Europe/Berlin, 2026-10-25T12:00:00Z, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
        "P1D, Asia/Kathmandu, 2026-10-25T12:00:00Z, 2026-10-24T18:15:00Z, 2026-10-25T18:15:00Z",
        // Midnight comes twice in Havana, and not at all in Beirut.
        "P1D, America/Havana, 2026-11-01T04:30:00Z, 2026-11-01T04:00:00Z, 2026-11-02T05:00:00Z",
        "P1D, Asia/Beirut, 2026-03-29T12:00:00Z, 2026-03-28T22:00:00Z, 2026-03-29T21:00:00Z",
        "P7D, Europe/Berlin, 2026-01-07T12:00:00Z, 2025-12-31T23:00:00Z, 2026-01-07T23:00:00Z",
        "PT6H, Europe/Berlin, 2026-03-29T07:00:00Z, 2026-03-29T06:00:00Z, 2026-03-29T12:00:00Z",
    })
    void bucketsBeginAtMidnightOfTheZoneOrAreCountedFrom1970(
            String width, String zone, Instant time, Instant start, Instant next) {
        Bucket bucket = Bucket.of(Duration.parse(width), ZoneId.of(zone));

        assertThat(bucket.start(micros(time))).isEqualTo(micros(start));
        assertThat(bucket.next(micros(start))).isEqualTo(micros(next));
        assertThat(bucket.text()).isEqualTo(width);
    }

    private static Tier explicit(
            String resolution,
            String zone,
            String aggregate,
            Predicate<Tier> filter,
            TierFacts facts) {
        AskedResolution asked = AskedResolution.parse(resolution, ZoneId.of(zone));
        if (!(asked instanceof AskedResolution.Buckets buckets)) {
            throw new IllegalArgumentException(resolution);
        }
        return TierChoice.of(buckets.bucket(), needs(aggregate, zone, filter), facts, MOST_ROWS)
                .tier();
    }

    private static boolean any(Tier tier) {
        return tier.micros() > 0;
    }

    private static TierNeeds needs(String aggregate, String zone, Predicate<Tier> filter) {
        return new TierNeeds(Aggregation.parse(aggregate), filter, false, ZoneId.of(zone));
    }

    private static TierFacts facts(
            String range, long rows, @Nullable Instant rawGone, @Nullable Instant hourlyGone) {
        long from = micros(START);
        long to = micros(START.plus(Duration.parse(range)));
        return new TierFacts(
                from,
                to,
                from,
                to - 1,
                rows,
                rawGone == null ? null : Long.valueOf(micros(rawGone)),
                hourlyGone == null ? null : Long.valueOf(micros(hourlyGone)));
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
