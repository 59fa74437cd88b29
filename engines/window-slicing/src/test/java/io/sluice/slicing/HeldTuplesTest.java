package io.sluice.slicing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When tuples are kept (thesis, figure 4.5), and that a watermark lets go of all. */
class HeldTuplesTest {
    private static final SlicingSettings IN_ORDER = SlicingSettings.inOrder();
    private static final SlicingSettings OUT_OF_ORDER = SlicingSettings.outOfOrder(100);

    @Test
    void contextFreeWindowsAndSessionsKeepNone() {
        for (SlicingSettings settings : new SlicingSettings[] {IN_ORDER, OUT_OF_ORDER}) {
            assertThat(kept(settings, Window.tumbling(10), Aggregations.sum())).isZero();
            assertThat(kept(settings, Window.sliding(30, 10), Aggregations.average())).isZero();
            assertThat(kept(settings, Window.session(5), Aggregations.median())).isZero();
        }
    }

    @Test
    void windowsThatDependOnTuplesUpToTheirEndsKeepThemOutOfOrder() {
        assertThat(kept(IN_ORDER, Window.punctuated(), Aggregations.sum())).isZero();
        assertThat(kept(OUT_OF_ORDER, Window.punctuated(), Aggregations.sum())).isEqualTo(10);
        assertThat(kept(IN_ORDER, new ThresholdWindow(9, 4), Aggregations.sum())).isZero();
        assertThat(kept(OUT_OF_ORDER, new ThresholdWindow(9, 4), Aggregations.sum())).isEqualTo(10);
    }

    @Test
    void windowsThatDependOnLaterTuplesKeepThemInOrderToo() {
        for (SlicingSettings settings : new SlicingSettings[] {IN_ORDER, OUT_OF_ORDER}) {
            assertThat(kept(settings, Window.lastTuples(20, 10), Aggregations.sum())).isEqualTo(10);
            assertThat(kept(settings, new PeakWindow(100), Aggregations.sum())).isEqualTo(10);
        }
    }

    @Test
    void functionsThatDoNotCommuteKeepThemOutOfOrder() {
        SequenceAggregation sequence = new SequenceAggregation();
        assertThat(kept(IN_ORDER, Window.tumbling(10), sequence)).isZero();
        assertThat(kept(OUT_OF_ORDER, Window.tumbling(10), sequence)).isEqualTo(10);
        assertThat(kept(IN_ORDER, Window.session(5), sequence)).isZero();
        assertThat(kept(OUT_OF_ORDER, Window.session(5), sequence)).isEqualTo(10);
    }

    @Test
    void theyAreForgottenWithTheLastQueryThatNeedsThem() {
        SlicingOperator operator = operator(OUT_OF_ORDER, Window.tumbling(10), Aggregations.sum());
        operator.add(new Query("sequence", Window.tumbling(10), new SequenceAggregation()));
        tenTuples(operator);
        assertThat(operator.statistics().tuples()).isEqualTo(10);
        operator.remove("sequence");
        assertThat(operator.statistics().tuples()).isZero();
    }

    @Test
    void theLastOfThemStayForTheWindowsToCome() {
        SlicingOperator operator =
                operator(OUT_OF_ORDER, Window.lastTuples(3, 10), Aggregations.sum());
        tenTuples(operator);
        operator.advanceWatermark(1_000_000);
        assertThat(operator.statistics().tuples()).isEqualTo(3);
    }

    @Test
    void nothingIsLeftAfterAWatermarkFarAhead() {
        for (SlicingSettings settings : new SlicingSettings[] {IN_ORDER, OUT_OF_ORDER}) {
            assertNothingIsLeft(settings, Window.tumbling(10));
            assertNothingIsLeft(settings, Window.sliding(30, 10));
            assertNothingIsLeft(settings, new PeakWindow(10));
        }
    }

    @Test
    void nothingIsLeftOfSessionsAfterAWatermarkFarAhead() {
        for (SlicingSettings settings : new SlicingSettings[] {IN_ORDER, OUT_OF_ORDER}) {
            assertNothingIsLeft(settings, Window.session(5));
        }
    }

    @Test
    void nothingIsLeftOfWindowsOnCountsButTheLastOneAfterAWatermarkFarAhead() {
        Window window = Window.tumbling(Measure.COUNT, 4);
        SlicingOperator operator = operator(OUT_OF_ORDER, window, Aggregations.sum());
        tenTuples(operator);
        operator.advanceWatermark(1_000_000);
        assertThat(operator.statistics().countSlices()).isEqualTo(1);
        assertThat(operator.statistics().tuples()).isEqualTo(2);
    }

    private static void assertNothingIsLeft(SlicingSettings settings, Window window) {
        for (Aggregation function :
                new Aggregation[] {Aggregations.sum(), new SequenceAggregation()}) {
            SlicingOperator operator = operator(settings, window, function);
            tenTuples(operator);
            operator.advanceWatermark(1_000_000);
            SlicingStatistics statistics = operator.statistics();
            assertThat(statistics.timeSlices()).as("slices of %s", window).isZero();
            assertThat(statistics.tuples()).as("tuples of %s", window).isZero();
        }
    }

    private static int kept(SlicingSettings settings, Window window, Aggregation aggregation) {
        SlicingOperator operator = operator(settings, window, aggregation);
        tenTuples(operator);
        return operator.statistics().tuples();
    }

    private static void tenTuples(SlicingOperator operator) {
        for (int tuple = 0; tuple < 10; tuple++) {
            assertThat(operator.process(tuple * 3L, 10 - tuple)).isEqualTo(Outcome.ACCEPTED);
        }
    }

    private static SlicingOperator operator(
            SlicingSettings settings, Window window, Aggregation aggregation) {
        SlicingOperator operator = new SlicingOperator(settings, _ -> {});
        operator.add(new Query("it", window, aggregation));
        return operator;
    }
}
