package io.sluice.slicing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When slices are split and merged (thesis, figure 4.6), and tuples taken out (figure 4.7). */
class SliceChangesTest {
    private static final SlicingSettings IN_ORDER = SlicingSettings.inOrder();
    private static final SlicingSettings OUT_OF_ORDER = SlicingSettings.outOfOrder(1_000);

    @Test
    void contextFreeWindowsNeverSplitOrMerge() {
        SlicingOperator operator = operator(OUT_OF_ORDER, Window.sliding(25, 10));
        operator.add(new Query("other", Window.tumbling(7), Aggregations.minimum()));
        processAll(operator, 0, 50, 3, 47, 24, 25, 26, 100, 12);
        assertChanges(operator, 0, 0, 0);
    }

    /** The tuple at 150 joins the sessions from 100 and from 200. */
    @Test
    void sessionsMergeAndNeverSplit() {
        SlicingOperator operator = operator(OUT_OF_ORDER, Window.session(60));
        processAll(operator, 0, 100, 200);
        assertThat(operator.statistics().timeSlices()).isEqualTo(3);
        processAll(operator, 150);
        assertThat(operator.statistics().timeSlices()).isEqualTo(2);
        assertChanges(operator, 0, 1, 0);
    }

    @Test
    void aTupleThatFillsAGapInPartStartsASliceOfItsOwn() {
        SlicingOperator operator = operator(OUT_OF_ORDER, Window.session(20));
        processAll(operator, 0, 100, 50, 150, 130);
        assertThat(operator.statistics().timeSlices()).isEqualTo(5);
        assertChanges(operator, 0, 0, 0);
    }

    @Test
    void anEdgeOfAnotherWindowKeepsSlicesOfASessionApart() {
        SlicingOperator operator = operator(OUT_OF_ORDER, Window.session(60));
        operator.add(new Query("other", Window.tumbling(100), Aggregations.sum()));
        processAll(operator, 70, 140, 105);
        assertThat(operator.statistics().timeSlices()).isEqualTo(2);
        assertChanges(operator, 0, 0, 0);
    }

    @Test
    void sessionsInOrderNeitherSplitNorMerge() {
        SlicingOperator operator = operator(IN_ORDER, Window.session(20));
        processAll(operator, 0, 10, 50, 100);
        assertChanges(operator, 0, 0, 0);
    }

    /** Only the second punctuation has tuples of one slice on both sides. */
    @Test
    void punctuationsOutOfOrderSplit() {
        SlicingOperator operator = operator(OUT_OF_ORDER, Window.punctuated());
        operator.punctuate(0);
        processAll(operator, 10, 20, 30);
        operator.punctuate(15);
        assertChanges(operator, 1, 0, 2);
        operator.punctuate(31);
        operator.punctuate(18);
        assertChanges(operator, 1, 0, 2);
    }

    @Test
    void punctuationsInOrderDoNotSplit() {
        SlicingOperator operator = operator(IN_ORDER, Window.punctuated());
        for (long time = 0; time < 50; time += 10) {
            operator.punctuate(time);
            processAll(operator, time, time + 5);
        }
        assertChanges(operator, 0, 0, 0);
    }

    /** The alarm at 40 makes a window that starts two tuples before it. */
    @Test
    void windowsThatDependOnLaterTuplesSplitInOrder() {
        SlicingOperator operator = operator(IN_ORDER, new BeforeAlarmWindow(40));
        processAll(operator, 10, 20, 30);
        assertChanges(operator, 0, 0, 0);
        processAll(operator, 40);
        assertChanges(operator, 1, 0, 2);
        assertThat(operator.statistics().tuples()).isEqualTo(3);
    }

    /** The tuple at 20 ends the window that the one at 10 has begun, where there was no edge. */
    @Test
    void windowsThatDependOnTuplesUpToTheirEndsSplitOutOfOrder() {
        SlicingOperator operator = operator(OUT_OF_ORDER, new ThresholdWindow(5, 5));
        operator.process(10, 6);
        operator.process(15, 7);
        operator.process(25, 7);
        assertThat(operator.statistics().splits()).isZero();
        operator.process(20, 4);
        assertChanges(operator, 1, 0, 2);
    }

    @Test
    void windowsThatDependOnTuplesUpToTheirEndsDoNotSplitInOrder() {
        SlicingOperator operator = operator(IN_ORDER, new ThresholdWindow(5, 5));
        for (int time = 0; time < 50; time += 10) {
            operator.process(time, time % 20);
        }
        operator.advanceWatermark(100);
        assertThat(operator.statistics().first()).isEqualTo(2);
        assertChanges(operator, 0, 0, 0);
    }

    /** The tuples of the slice in which such a window starts are aggregated instead. */
    @Test
    void windowsOfTheLastTuplesDoNotSplit() {
        SlicingOperator operator = operator(IN_ORDER, Window.lastTuples(3, 10));
        processAll(operator, 1, 3, 5, 7, 9, 11, 13, 21);
        assertThat(operator.statistics().first()).isEqualTo(2);
        assertChanges(operator, 0, 0, 0);
    }

    @Test
    void functionsThatDoNotCommuteAreComputedAgainForEachTupleOutOfOrder() {
        SlicingOperator operator =
                operator(OUT_OF_ORDER, Window.tumbling(100), new SequenceAggregation());
        processAll(operator, 10, 20, 30);
        assertChanges(operator, 0, 0, 0);
        processAll(operator, 15, 25);
        assertChanges(operator, 0, 0, 2);
    }

    /**
     * Windows of three: the tuple at 5 pushes that at 20 out of the first slice and that at 50 out
     * of the second, into a new one.
     */
    @Test
    void tuplesAreTakenOutOfAggregatesThatCanBeInverted() {
        SlicingOperator operator =
                operator(OUT_OF_ORDER, Window.tumbling(Measure.COUNT, 3), Aggregations.sum());
        processAll(operator, 0, 10, 20, 30, 40, 50);
        assertTakenOut(operator, 0, 0);
        processAll(operator, 5);
        assertTakenOut(operator, 2, 0);
        assertThat(operator.statistics().countSlices()).isEqualTo(3);
    }

    @Test
    void aggregatesThatCannotBeInvertedAreComputedAgain() {
        SlicingOperator operator =
                operator(
                        OUT_OF_ORDER,
                        Window.tumbling(Measure.COUNT, 3),
                        Aggregations.approximateQuantile(0.5));
        processAll(operator, 0, 10, 20, 30, 40, 50, 5);
        assertTakenOut(operator, 0, 2);
    }

    /** The values rise with time here: of each slice the greatest is taken out, not the least. */
    @Test
    void anExtremeIsComputedAgainOnlyIfItIsTakenOutItself() {
        Window window = Window.tumbling(Measure.COUNT, 3);
        SlicingOperator least = operator(OUT_OF_ORDER, window, Aggregations.minimum());
        processAll(least, 0, 10, 20, 30, 40, 50, 5);
        assertTakenOut(least, 2, 0);
        SlicingOperator greatest = operator(OUT_OF_ORDER, window, Aggregations.maximum());
        processAll(greatest, 0, 10, 20, 30, 40, 50, 5);
        assertTakenOut(greatest, 0, 2);
    }

    @Test
    void nothingIsTakenOutForATupleThatHasRoomInTheLastSlice() {
        SlicingOperator operator =
                operator(OUT_OF_ORDER, Window.tumbling(Measure.COUNT, 3), Aggregations.sum());
        processAll(operator, 0, 10, 20, 30, 50, 40);
        assertTakenOut(operator, 0, 0);
    }

    private static void processAll(SlicingOperator operator, long... times) {
        for (long time : times) {
            assertThat(operator.process(time, (double) time)).isEqualTo(Outcome.ACCEPTED);
        }
    }

    private static SlicingOperator operator(SlicingSettings settings, Window window) {
        return operator(settings, window, Aggregations.sum());
    }

    private static SlicingOperator operator(
            SlicingSettings settings, Window window, Aggregation aggregation) {
        SlicingOperator operator = new SlicingOperator(settings, _ -> {});
        operator.add(new Query("it", window, aggregation));
        return operator;
    }

    private static void assertChanges(
            SlicingOperator operator, long splits, long merges, long recomputed) {
        SlicingStatistics statistics = operator.statistics();
        assertThat(statistics.splits()).as("splits").isEqualTo(splits);
        assertThat(statistics.merges()).as("merges").isEqualTo(merges);
        assertThat(statistics.recomputed()).as("recomputed").isEqualTo(recomputed);
        assertThat(statistics.inverted()).as("inverted").isZero();
    }

    private static void assertTakenOut(SlicingOperator operator, long inverted, long recomputed) {
        assertThat(operator.statistics().inverted()).as("inverted").isEqualTo(inverted);
        assertThat(operator.statistics().recomputed()).as("recomputed").isEqualTo(recomputed);
    }
}
