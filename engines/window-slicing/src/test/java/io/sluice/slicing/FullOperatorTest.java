package io.sluice.slicing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What does not fit is told, changes nothing, and fits after a watermark. */
class FullOperatorTest {
    private static final Query SUMS = new Query("sums", Window.tumbling(10), Aggregations.sum());
    private static final Query ALL_TUPLES =
            new Query("all", Window.tumbling(10), new SequenceAggregation());

    private final List<Long> given = new ArrayList<>();

    @Test
    void slicesAreBounded() {
        SlicingOperator operator =
                new SlicingOperator(
                        SlicingSettings.outOfOrder(0).holdingAtMost(4, 1_000),
                        result -> given.add(result.start()));
        operator.add(SUMS);
        for (long time = 0; time < 40; time += 5) {
            assertThat(operator.process(time, 1)).isEqualTo(Outcome.ACCEPTED);
        }
        assertFull(operator, 40);
        assertThat(operator.statistics().timeSlices()).isEqualTo(4);
        assertThat(operator.process(39, 1)).isEqualTo(Outcome.ACCEPTED);

        operator.advanceWatermark(9);
        assertThat(given).containsExactly(0L);
        assertThat(operator.process(40, 1)).isEqualTo(Outcome.ACCEPTED);
        assertFull(operator, 1_000);
    }

    @Test
    void tuplesAreBounded() {
        SlicingOperator operator =
                new SlicingOperator(
                        SlicingSettings.outOfOrder(0).holdingAtMost(1_000, 3),
                        result -> given.add(result.start()));
        operator.add(ALL_TUPLES);
        for (long time : new long[] {3, 14, 2}) {
            assertThat(operator.process(time, 1)).isEqualTo(Outcome.ACCEPTED);
        }
        assertFull(operator, 15);
        assertFull(operator, 1);
        assertThat(operator.statistics().tuples()).isEqualTo(3);

        operator.advanceWatermark(9);
        assertThat(given).containsExactly(0L);
        assertThat(operator.statistics().tuples()).isEqualTo(1);
        assertThat(operator.process(15, 1)).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void countsAreBoundedToo() {
        SlicingOperator operator =
                new SlicingOperator(
                        SlicingSettings.outOfOrder(0).holdingAtMost(3, 1_000),
                        result -> given.add(result.start()));
        operator.add(new Query("q", Window.tumbling(Measure.COUNT, 2), Aggregations.sum()));
        for (long time : new long[] {3, 14, 2, 8, 9, 10}) {
            assertThat(operator.process(time, 1)).isEqualTo(Outcome.ACCEPTED);
        }
        assertFull(operator, 15);
        assertFull(operator, 1);

        operator.advanceWatermark(4);
        assertThat(given).containsExactly(0L);
        assertThat(operator.process(15, 1)).isEqualTo(Outcome.ACCEPTED);
    }

    private static void assertFull(SlicingOperator operator, long time) {
        byte[] state = operator.save();
        SlicingStatistics statistics = operator.statistics();
        assertThat(operator.process(time, 1)).isEqualTo(Outcome.FULL);
        assertThat(operator.statistics()).isEqualTo(statistics);
        assertThat(Arrays.mismatch(operator.save(), state)).isEqualTo(-1);
    }
}
