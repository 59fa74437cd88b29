package io.sluice.query.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.query.archive.RestoredRange;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetentionPlanTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:15:00Z");
    private static final Partition MARCH =
            new Partition("query.reading_202603", day("2026-03-01"), day("2026-04-01"));
    private static final RetainedSeries FIRST =
            new RetainedSeries(1, "temperature", Map.of("site", "north"));
    private static final RetainedSeries SECOND = new RetainedSeries(2, "humidity", Map.of());

    @Test
    void partitionIsDroppedWhenAllThatIsInItMayGo() {
        List<RetentionAction> actions =
                plan(List.of(policy("default", -1, null, "P30D", false)), march(1, 2), List.of());

        assertThat(actions)
                .containsExactly(
                        new RetentionAction.DropPartition(
                                MARCH, "default", Set.of(1, 2), Set.of(), 20, 0));
    }

    @Test
    void onlyWhatSomePolicyWantsArchivedIsArchived() {
        List<RetentionAction> actions =
                plan(
                        List.of(
                                policy("default", -1, null, "P30D", false),
                                policy("humid", 0, "hum*", "P40D", true)),
                        march(1, 2),
                        List.of());

        assertThat(actions)
                .containsExactly(
                        new RetentionAction.DropPartition(
                                MARCH, null, Set.of(1, 2), Set.of(2), 20, 10));
        assertThat(actions.getFirst().steps())
                .extracting(RetentionStep::action)
                .containsExactly(RetentionStep.Kind.ARCHIVE, RetentionStep.Kind.DROP_PARTITION);
    }

    @Test
    void rowsAreDeletedWhenOtherSeriesStay() {
        List<RetentionAction> actions =
                plan(List.of(policy("humid", 0, "*idity", "P30D", true)), march(2), List.of());

        assertThat(actions)
                .containsExactly(
                        new RetentionAction.DeleteRows(
                                MARCH,
                                "humid",
                                Set.of(2),
                                day("2026-03-05"),
                                day("2026-03-06"),
                                10,
                                true));
    }

    @Test
    void partitionThatEndsAfterTheDayIsNotDropped() {
        RetentionPolicy until =
                policy("default", -1, null, "P235D", false); // until 2026-03-31, one day short

        assertThat(plan(List.of(until), march(1, 1), List.of()))
                .hasOnlyElementsOfType(RetentionAction.DeleteRows.class);
    }

    @Test
    void whatWasRestoredLatelyIsLeft() {
        List<RetentionAction> actions =
                plan(
                        List.of(policy("default", -1, null, "P30D", false)),
                        march(1, 2),
                        List.of(new RestoredRange(9, day("2026-03-31"), day("2026-04-02"), NOW)));

        assertThat(actions).hasOnlyElementsOfType(RetentionAction.Leave.class);
        assertThat(actions.getFirst().steps().getFirst().detail()).contains("archive 9");
    }

    @Test
    void policyWithTheHighestPriorityCountsAndOfEqualOnesTheFirstByName() {
        RetentionPolicy low = policy("a", 0, null, "P1D", false);
        RetentionPolicy high = policy("z", 5, "temp*", "P2D", false);
        RetentionPolicy same = policy("y", 5, "*ature", "P3D", false);

        RetentionCutoffs cutoffs =
                RetentionCutoffs.of(List.of(low, high, same), List.of(FIRST, SECOND), NOW);

        assertThat(cutoffs.policyOf(1)).contains(same);
        assertThat(cutoffs.policyOf(2)).contains(low);
        assertThat(cutoffs.raw(1)).contains(day("2026-11-18"));
    }

    @Test
    void rollupsNeverGoBeforeWhatIsFiner() {
        RetentionPolicy months =
                new RetentionPolicy(
                        "m",
                        0,
                        null,
                        null,
                        null,
                        Age.parse("P30D").orElseThrow(),
                        Age.parse("P1M").orElseThrow(),
                        null,
                        false);
        Instant march = Instant.parse("2026-03-10T00:00:00Z");
        RetentionCutoffs cutoffs = RetentionCutoffs.of(List.of(months), List.of(FIRST), march);

        assertThat(cutoffs.raw(1)).contains(day("2026-02-08"));
        assertThat(cutoffs.rollups(months, Tier.HOURLY)).contains(day("2026-02-08"));
        assertThat(cutoffs.rollups(months, Tier.DAILY)).isEmpty();
    }

    @Test
    void starsStandForAnyCharacters() {
        assertThat(fits("*", "temperature")).isTrue();
        assertThat(fits("t*e*e", "temperature")).isTrue();
        assertThat(fits("temperature*", "temperature")).isTrue();
        assertThat(fits("t*x", "temperature")).isFalse();
        assertThat(fits("temp", "temperature")).isFalse();
        assertThat(fits("te.perature", "temperature")).isFalse();
        assertThat(fits("*a*a*a*a*a*a*a*b", "a".repeat(64))).isFalse();
    }

    @Test
    void agesAreAsIsoHasThem() {
        for (String text : List.of("PT24H", "P30D", "P1Y6M", "P1Y2M3DT4H5M6S", "PT0S")) {
            assertThat(Age.parse(text).orElseThrow()).hasToString(text);
        }
        assertThat(Age.parse("P2W").orElseThrow()).hasToString("P14D");
        for (String text : List.of("", "P", "PT", "1D", "P-1D", "P1.5D", "P1001Y", "P1DT")) {
            assertThat(Age.parse(text)).as(text).isEmpty();
        }
    }

    private static boolean fits(String pattern, String metric) {
        return policy("p", 0, pattern, "P1D", false).fits(new RetainedSeries(1, metric, Map.of()));
    }

    private static List<RetentionAction> plan(
            List<RetentionPolicy> policies,
            PartitionContents contents,
            List<RestoredRange> restored) {
        RetentionCutoffs cutoffs = RetentionCutoffs.of(policies, List.of(FIRST, SECOND), NOW);
        return RetentionPlan.decide(cutoffs, List.of(contents), List.of(), restored);
    }

    /** Ten readings of each of some series, on one day. */
    private static PartitionContents march(int... toGo) {
        List<PartitionContents.RawToGo> days =
                Arrays.stream(toGo)
                        .distinct()
                        .mapToObj(series ->
                                new PartitionContents.RawToGo(
                                        series, day("2026-03-05"), day("2026-03-06"), 10))
                        .toList();
        return new PartitionContents(MARCH, days, Set.of(1, 2), 0);
    }

    private static RetentionPolicy policy(
            String name, int priority, @Nullable String pattern, String raw, boolean archive) {
        return new RetentionPolicy(
                name,
                priority,
                null,
                null,
                pattern,
                Age.parse(raw).orElseThrow(),
                null,
                null,
                archive);
    }

    private static Instant day(String text) {
        return Instant.parse(text + "T00:00:00Z");
    }
}
