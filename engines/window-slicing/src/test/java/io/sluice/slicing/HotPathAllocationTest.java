package io.sluice.slicing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Nothing is allocated per tuple for periodic and session windows with functions of a fixed size:
 * what is measured is the least of several rounds, as compilers allocate too.
 */
class HotPathAllocationTest {
    private static final int TUPLES = 100_000;
    private static final int ROUNDS = 40;
    private static final long LONGEST_DELAY = 200;

    /** Sessions end: after each two hundred tuples there is a pause. */
    private static final long[] TIMES = times(200);

    private static final double[] VALUES =
            IntStream.range(0, TUPLES).mapToDouble(tuple -> tuple * 31 % 1_009 / 8.0).toArray();

    private static final long ROUND = TIMES[TUPLES - 1] + 10_000;

    /** All that is given out, so that it must be computed. */
    private double given;

    @Test
    void tuplesInOrderAllocateNothing() {
        SlicingOperator operator = operator(SlicingSettings.inOrder());
        double bytes =
                leastBytes(start -> {
                    for (int tuple = 0; tuple < TUPLES; tuple++) {
                        operator.process(start + TIMES[tuple], VALUES[tuple]);
                    }
                });
        assertThat(bytes).as("bytes per tuple").isLessThan(1);
        assertEveryTupleCounts(operator, 0);
    }

    @Test
    void tuplesOutOfOrderAllocateNothing() {
        SlicingOperator operator = operator(SlicingSettings.outOfOrder(0));
        OutOfOrderStream stream = disordered();
        double bytes =
                leastBytes(start -> {
                    for (int tuple = 0; tuple < TUPLES; tuple++) {
                        operator.process(start + stream.time(tuple), stream.value(tuple));
                        operator.advanceWatermark(
                                start + stream.watermarkAfter(tuple, LONGEST_DELAY));
                    }
                });
        assertThat(bytes).as("bytes per tuple").isLessThan(1);
        assertEveryTupleCounts(operator, stream.outOfOrder());
    }

    /** Slices of long sessions are merged now and then, and this needs a few objects. */
    @Test
    void longSessionsAllocateHardlyAnything() {
        long[] times = times(10_000);
        SlicingOperator operator = operator(SlicingSettings.inOrder());
        double bytes =
                leastBytes(start -> {
                    for (int tuple = 0; tuple < TUPLES; tuple++) {
                        operator.process(start + times[tuple], VALUES[tuple]);
                    }
                });
        assertThat(bytes).as("bytes per tuple").isLessThan(4);
        assertThat(operator.statistics().merges()).isPositive();
    }

    private static long[] times(long tuplesOfASession) {
        return LongStream.range(0, TUPLES)
                .map(tuple -> tuple * 2 + tuple / tuplesOfASession * 500)
                .toArray();
    }

    private static OutOfOrderStream disordered() {
        OutOfOrderStream stream =
                new OutOfOrderStream(TIMES, VALUES, 0.2, Delay.uniform(2, LONGEST_DELAY), 1);
        assertThat(stream.outOfOrder()).isBetween(TUPLES / 6, TUPLES / 5);
        return stream;
    }

    private SlicingOperator operator(SlicingSettings settings) {
        SlicingOperator operator = new SlicingOperator(settings, this::add);
        operator.add(new Query("tumbling", Window.tumbling(100), Aggregations.sum()));
        operator.add(new Query("sliding", Window.sliding(1_000, 300), Aggregations.minimum()));
        operator.add(new Query("session", Window.session(250), Aggregations.average()));
        return operator;
    }

    private void add(WindowResult result) {
        given += result.value() + result.start() + result.end();
    }

    /** The bytes that a round of the stream allocates, by tuple. */
    private static double leastBytes(LongConsumer round) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int number = 0; number < ROUNDS; number++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            round.accept(number * ROUND);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return (double) least / TUPLES;
    }

    private void assertEveryTupleCounts(SlicingOperator operator, long outOfOrder) {
        assertThat(given).isPositive();
        assertThat(operator.statistics().accepted()).isEqualTo((long) ROUNDS * TUPLES);
        assertThat(operator.statistics().late()).isZero();
        assertThat(operator.statistics().outOfOrder()).isEqualTo(ROUNDS * outOfOrder);
        assertThat(operator.statistics().first()).isGreaterThan(ROUNDS * TUPLES / 100);
    }
}
