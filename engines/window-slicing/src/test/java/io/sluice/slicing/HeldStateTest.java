package io.sluice.slicing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is held of a stream is what the thesis says: table 4.1, rows 5 to 8, and figures 4.5 to 4.7.
 *
 * <p>Streams of these tests go from time 0 to {@link #END}, with a watermark after each tuple. So
 * all windows that end at or before {@code END + 1 - LATENESS = 15_500} are final in the end.
 */
class HeldStateTest {
    private static final long END = 20_499;
    private static final long LATENESS = 5_000;
    private static final SlicingSettings IN_ORDER = SlicingSettings.inOrder();
    private static final SlicingSettings OUT_OF_ORDER = SlicingSettings.outOfOrder(LATENESS);
    private static final SlicingSettings NOTHING_LATE = SlicingSettings.outOfOrder(0);

    /** Windows on time: slices, as many as there are edges, and no tuples. */
    @Nested
    class OnTime {
        /** Edges at 15, 16, 17, 18, 19 and 20 thousand. */
        @ParameterizedTest
        @ValueSource(ints = {1, 10, 100})
        void tumblingWindowsHoldASliceForEachOfThemInLengthAndLateness(int spacing) {
            assertHolds(run(OUT_OF_ORDER, spacing, Window.tumbling(1_000)), 6, 0, 0);
        }

        /** Those edges, and 16.5 and 19.5 thousand; 15 and 18 thousand are edges of both. */
        @ParameterizedTest
        @ValueSource(ints = {1, 10, 100})
        void windowsOfTwoLengthsHoldASliceForEachEdgeOfEither(int spacing) {
            assertHolds(
                    run(OUT_OF_ORDER, spacing, Window.tumbling(1_000), Window.tumbling(1_500)),
                    8,
                    0,
                    0);
        }

        /**
         * Starts at whole and ends at half thousands. The earliest window that is not final is from
         * 14 to 16.5 thousand, and there are 13 edges from 14 to 20 thousand.
         */
        @ParameterizedTest
        @ValueSource(ints = {1, 10, 100})
        void slidingWindowsOutOfOrderHoldASliceForEachStartAndEnd(int spacing) {
            assertHolds(run(OUT_OF_ORDER, spacing, Window.sliding(2_500, 1_000)), 13, 0, 0);
        }

        /** The earliest window that is not complete starts at 19 thousand. */
        @ParameterizedTest
        @ValueSource(ints = {1, 10, 100})
        void slidingWindowsInOrderHoldASliceForEachStart(int spacing) {
            assertHolds(run(IN_ORDER, spacing, Window.sliding(2_500, 1_000)), 2, 0, 0);
            assertHolds(run(NOTHING_LATE, spacing, Window.sliding(2_500, 1_000)), 3, 0, 0);
        }

        /** Those of 1,000 are needed from 15 thousand on, those of 500 alone from 15.5 thousand. */
        @Test
        void moreWindowsWithTheSameEdgesHoldNoMoreSlices() {
            assertHolds(
                    run(
                            OUT_OF_ORDER,
                            10,
                            Window.tumbling(1_000),
                            Window.tumbling(500),
                            Window.sliding(1_000, 500)),
                    11,
                    0,
                    0);
            assertHolds(run(OUT_OF_ORDER, 10, Window.tumbling(500)), 10, 0, 0);
        }

        /** Ten times as many slices within the lateness, with all tuples as before. */
        @Test
        void slicesGrowWithTheNumberOfEdgesInTheLateness() {
            assertHolds(run(OUT_OF_ORDER, 10, Window.tumbling(100)), 50, 0, 0);
            assertHolds(run(OUT_OF_ORDER, 10, Window.tumbling(10)), 500, 0, 0);
        }

        @Test
        void windowsWithoutTuplesHoldNoSlice() {
            assertHolds(run(OUT_OF_ORDER, 2_000, Window.tumbling(1_000)), 3, 0, 0);
        }
    }

    /** Sessions hold a slice each, wherever they start. */
    @Nested
    class OfSessions {
        /** Ten tuples at the start of each thousand; the first that is not final is at 15. */
        @Test
        void eachSessionInTheLatenessIsASlice() {
            SlicingOperator operator = operator(OUT_OF_ORDER, Window.session(500));
            for (long start = 0; start < END; start += 1_000) {
                for (long time = start; time < start + 100; time += 10) {
                    step(operator, time);
                }
            }
            operator.advanceWatermark(END);
            assertHolds(operator.statistics(), 6, 0, 0);
        }

        @Test
        void oneLongSessionIsOneSlice() {
            assertHolds(run(OUT_OF_ORDER, 10, Window.session(500)), 1, 0, 0);
        }

        @Test
        void sessionsOfSeveralGapsShareTheSlicesOfTheShortest() {
            SlicingOperator operator =
                    operator(OUT_OF_ORDER, Window.session(30), Window.session(500));
            for (long time : new long[] {0, 10, 20, 60, 70, 200, 210}) {
                operator.process(time, 1);
            }
            assertHolds(operator.statistics(), 3, 0, 0);
        }
    }

    /** Windows on counts. */
    @Nested
    class OnCounts {
        /**
         * There are 2,050 tuples; of these 1,550 are so early that nothing changes them. The slice
         * that has the next one has 1,500 before it.
         */
        @Test
        void outOfOrderTheTuplesOfWindowAndLatenessAreHeld() {
            Window counted = Window.tumbling(Measure.COUNT, 100);
            SlicingStatistics held = run(OUT_OF_ORDER, 10, counted, Window.tumbling(1_000));
            assertHolds(held, 6, 6, 550);
        }

        @Test
        void outOfOrderTheTuplesOfWindowAndLatenessAreHeldWithoutWindowsOnTimeToo() {
            SlicingStatistics held = run(OUT_OF_ORDER, 10, Window.tumbling(Measure.COUNT, 100));
            assertThat(held.countSlices()).isEqualTo(6);
            assertThat(held.tuples()).isEqualTo(550);
        }

        /** Windows start at each 100th and end at each 50th; the first not final is at 1,400. */
        @Test
        void outOfOrderSlidingWindowsHaveASliceForEachStartAndEnd() {
            Window counted = Window.sliding(Measure.COUNT, 250, 100);
            SlicingStatistics held = run(OUT_OF_ORDER, 10, counted, Window.tumbling(1_000));
            assertHolds(held, 6, 13, 550);
        }

        /** Ten times as many: 20,500, of which 15,500 are so early that nothing changes them. */
        @Test
        void outOfOrderTuplesGrowWithTheirNumberAndSlicesWithEdges() {
            Window counted = Window.tumbling(Measure.COUNT, 1_000);
            SlicingStatistics held = run(OUT_OF_ORDER, 1, counted, Window.tumbling(1_000));
            assertHolds(held, 6, 6, 5_500);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 10, 100})
        void inOrderNoTuplesAreHeld(int spacing) {
            SlicingStatistics held = run(IN_ORDER, spacing, Window.tumbling(Measure.COUNT, 1_000));
            assertThat(held.countSlices()).isEqualTo(1);
            assertThat(held.tuples()).isZero();
        }

        /** Of 2,050 tuples; the first window that is not complete starts at 1,900. */
        @Test
        void inOrderSlidingWindowsHaveASliceForEachStart() {
            SlicingStatistics held = run(IN_ORDER, 10, Window.sliding(Measure.COUNT, 250, 100));
            assertThat(held.countSlices()).isEqualTo(2);
            assertThat(held.tuples()).isZero();
        }
    }

    private static SlicingStatistics run(SlicingSettings settings, int spacing, Window... windows) {
        SlicingOperator operator = operator(settings, windows);
        for (long time = 0; time <= END; time += spacing) {
            step(operator, time);
        }
        operator.advanceWatermark(END);
        return operator.statistics();
    }

    private static void step(SlicingOperator operator, long time) {
        assertThat(operator.process(time, 1)).isEqualTo(Outcome.ACCEPTED);
        operator.advanceWatermark(time);
    }

    private static SlicingOperator operator(SlicingSettings settings, Window... windows) {
        SlicingOperator operator = new SlicingOperator(settings, _ -> {});
        for (Window window : List.of(windows)) {
            operator.add(new Query(window.toString(), window, Aggregations.sum()));
        }
        return operator;
    }

    private static void assertHolds(
            SlicingStatistics statistics, int timeSlices, int countSlices, int tuples) {
        assertThat(statistics.timeSlices()).as("slices on time").isEqualTo(timeSlices);
        assertThat(statistics.countSlices()).as("slices on counts").isEqualTo(countSlices);
        assertThat(statistics.tuples()).as("tuples").isEqualTo(tuples);
    }
}
