package io.sluice.slicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A saved state is taken back as it was, or not at all. */
class SlicingStateTest {
    private static final WindowSink NOWHERE = _ -> {};

    private static final List<Query> QUERIES =
            List.of(
                    new Query("tumbling", Window.tumbling(10), Aggregations.sum()),
                    new Query("sliding", Window.sliding(12, 5), Aggregations.standardDeviation()),
                    new Query("sessions", Window.session(7), Aggregations.median()),
                    new Query("punctuated", Window.punctuated(), Aggregations.argMinimum()),
                    new Query("last", Window.lastTuples(3, 10), Aggregations.m4()),
                    new Query("counts", Window.tumbling(Measure.COUNT, 3), Aggregations.last()),
                    new Query("about", Window.tumbling(9), Aggregations.approximateQuantile(0.5)),
                    new Query("thresholds", new ThresholdWindow(20, 10), Aggregations.count()),
                    new Query("peaks", new PeakWindow(10), new SequenceAggregation()));

    private final StandingResults results = new StandingResults();
    private final StandingResults otherResults = new StandingResults();

    private static SlicingSettings settings(StreamOrder order) {
        return order == StreamOrder.IN_ORDER
                ? SlicingSettings.inOrder()
                : SlicingSettings.outOfOrder(15);
    }

    private static SlicingOperator used(SlicingSettings settings, WindowSink sink) {
        SlicingOperator operator = new SlicingOperator(settings, sink);
        QUERIES.forEach(operator::add);
        use(operator, 0);
        return operator;
    }

    /** Some tuples, of which some come late if they may. */
    private static void use(SlicingOperator operator, long from) {
        for (long time = from; time < from + 60; time += 3) {
            operator.punctuate(time + 1);
            operator.process(time + 2, (double) (time % 31));
            operator.process(time + 2, (double) (time % 17));
            operator.process(time - time % 7, (double) (time % 5));
            operator.advanceWatermark(time - 8);
        }
    }

    private static void assertRefused(
            SlicingProblem problem, byte[] state, SlicingSettings settings, List<Query> queries) {
        assertThatExceptionOfType(SlicingException.class)
                .isThrownBy(() -> SlicingOperator.restore(state, settings, queries, NOWHERE))
                .extracting(SlicingException::problem)
                .isEqualTo(problem);
    }

    @ParameterizedTest
    @EnumSource(StreamOrder.class)
    void restoredOperatorGoesOnAlike(StreamOrder order) {
        SlicingOperator operator = used(settings(order), results);
        byte[] state = operator.save();
        SlicingOperator restored =
                SlicingOperator.restore(state, settings(order), QUERIES, otherResults);

        assertThat(restored.save()).isEqualTo(state).isEqualTo(operator.save());
        assertThat(restored.statistics()).isEqualTo(operator.statistics());
        results.takeGiven();
        results.standing().forEach(otherResults.standing()::put);
        use(operator, 60);
        use(restored, 60);
        assertThat(otherResults.takeGiven()).isEqualTo(results.takeGiven()).isNotEmpty();
        assertThat(restored.save()).isEqualTo(operator.save());
    }

    @Test
    void emptyOperatorIsSavedToo() {
        SlicingSettings settings = SlicingSettings.outOfOrder(5);
        byte[] state = new SlicingOperator(settings, NOWHERE).save();

        assertThat(SlicingOperator.restore(state, settings, List.of(), NOWHERE).save())
                .isEqualTo(state);
        assertThat(SlicingOperator.restore(state, settings, QUERIES, NOWHERE).save())
                .isNotEqualTo(state);
    }

    @ParameterizedTest
    @EnumSource(StreamOrder.class)
    void stateThatIsCutOffIsRefused(StreamOrder order) {
        byte[] state = used(settings(order), NOWHERE).save();
        for (int length = 0; length < state.length; length++) {
            assertRefused(
                    SlicingProblem.STATE_UNREADABLE,
                    Arrays.copyOf(state, length),
                    settings(order),
                    QUERIES);
        }
        assertRefused(
                SlicingProblem.STATE_UNREADABLE,
                Arrays.copyOf(state, state.length + 1),
                settings(order),
                QUERIES);
    }

    @Test
    void bytesThatAreNoStateAreRefused() {
        SlicingSettings settings = SlicingSettings.inOrder();
        byte[] state = used(settings, NOWHERE).save();
        byte[] otherBeginning = state.clone();
        otherBeginning[0] ^= 1;
        byte[] garbage = new byte[1_000];
        new SplittableRandom(1).nextBytes(garbage);

        for (byte[] bytes : List.of(otherBeginning, garbage, new byte[1_000])) {
            assertRefused(SlicingProblem.STATE_UNREADABLE, bytes, settings, QUERIES);
        }
    }

    @ParameterizedTest
    @EnumSource(StreamOrder.class)
    void brokenStateGivesNoOtherErrors(StreamOrder order) {
        byte[] state = used(settings(order), NOWHERE).save();
        for (int at = 0; at < state.length; at++) {
            for (int flip : new int[] {0x01, 0x80, 0xFF}) {
                byte[] broken = state.clone();
                broken[at] ^= (byte) flip;
                try {
                    SlicingOperator.restore(broken, settings(order), QUERIES, NOWHERE);
                } catch (SlicingException refused) {
                    assertThat(refused.problem())
                            .as("byte %d", at)
                            .isIn(SlicingProblem.STATE_UNREADABLE, SlicingProblem.STATE_OF_OTHERS);
                }
            }
        }
    }

    static Stream<SlicingSettings> otherSettings() {
        SlicingSettings settings = SlicingSettings.outOfOrder(15);
        return Stream.of(
                SlicingSettings.inOrder(),
                SlicingSettings.outOfOrder(16),
                settings.startingAt(-1),
                settings.with(AggregateStoreKind.LAZY),
                settings.holdingAtMost(1, settings.maximumTuples()),
                settings.holdingAtMost(settings.maximumSlices(), 1));
    }

    @ParameterizedTest
    @MethodSource("otherSettings")
    void stateOfOtherSettingsIsRefused(SlicingSettings other) {
        byte[] state = used(SlicingSettings.outOfOrder(15), NOWHERE).save();
        assertRefused(SlicingProblem.STATE_OF_OTHERS, state, other, QUERIES);
    }

    static Stream<Query> otherQueries() {
        return Stream.of(
                new Query("tumbling", Window.tumbling(11), Aggregations.sum()),
                new Query("tumbling", Window.tumbling(10), Aggregations.count()),
                new Query("sessions", Window.session(7), Aggregations.quantile(0.6)),
                new Query("counts", Window.tumbling(3), Aggregations.last()),
                new Query("peaks", new PeakWindow(11), new SequenceAggregation()));
    }

    @ParameterizedTest
    @MethodSource("otherQueries")
    void stateOfOtherQueriesIsRefused(Query other) {
        SlicingSettings settings = SlicingSettings.outOfOrder(15);
        List<Query> queries = new ArrayList<>(QUERIES);
        queries.replaceAll(query -> query.id().equals(other.id()) ? other : query);

        assertRefused(
                SlicingProblem.STATE_OF_OTHERS, used(settings, NOWHERE).save(), settings, queries);
    }

    @ParameterizedTest
    @EnumSource(StreamOrder.class)
    void queriesMayComeAndGoWhileTheOperatorIsSaved(StreamOrder order) {
        Query added = new Query("added", Window.sliding(8, 4), Aggregations.maximum());
        SlicingOperator operator = used(settings(order), results);
        byte[] state = operator.save();
        List<Query> queries = new ArrayList<>(QUERIES.subList(2, QUERIES.size()));
        queries.add(added);
        SlicingOperator restored =
                SlicingOperator.restore(state, settings(order), queries, otherResults);
        operator.remove("tumbling");
        operator.remove("sliding");
        operator.add(added);
        results.forget("tumbling");
        results.forget("sliding");

        assertThat(restored.save()).isEqualTo(operator.save());
        results.takeGiven();
        results.standing().forEach(otherResults.standing()::put);
        use(operator, 60);
        use(restored, 60);
        assertThat(otherResults.takeGiven()).isEqualTo(results.takeGiven()).isNotEmpty();
        assertThat(restored.save()).isEqualTo(operator.save());
    }
}
