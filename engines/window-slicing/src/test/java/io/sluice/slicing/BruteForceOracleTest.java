package io.sluice.slicing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The oracle is right where results can be found by hand. */
class BruteForceOracleTest {
    private static final String QUERY = "q";

    private final SlicingSettings lateByTen = SlicingSettings.outOfOrder(10);

    /** A window with the times of its tuples. */
    private record Found(long start, long end, List<Long> times, boolean unchangeable) {
        static Found of(WindowKey window, BruteForceOracle.Complete complete) {
            List<Long> times = new ArrayList<>();
            if (complete.result() instanceof List<?> tuples) {
                tuples.forEach(tuple -> times.add(((TimedValue) tuple).time()));
            }
            return new Found(window.start(), window.end(), times, complete.unchangeable());
        }
    }

    private static BruteForceOracle asked(SlicingSettings settings, Window window) {
        BruteForceOracle oracle = new BruteForceOracle(settings);
        oracle.add(new PlainQuery(QUERY, window, PlainAggregation.SEQUENCE));
        return oracle;
    }

    private static void process(BruteForceOracle oracle, long... times) {
        for (long time : times) {
            assertThat(oracle.process(time, 1)).isEqualTo(Outcome.ACCEPTED);
        }
    }

    private static void assertComplete(BruteForceOracle oracle, Found... windows) {
        List<Found> found = new ArrayList<>();
        oracle.complete().forEach((window, complete) -> found.add(Found.of(window, complete)));
        assertThat(found).containsExactlyInAnyOrder(windows);
    }

    private static Found open(long start, long end, Long... times) {
        return new Found(start, end, List.of(times), false);
    }

    private static Found closed(long start, long end, Long... times) {
        return new Found(start, end, List.of(times), true);
    }

    @Test
    void windowIsCompleteAtTheWatermarkBeforeItsEndAndUnchangeableTheLatenessAfter() {
        BruteForceOracle oracle = asked(lateByTen, Window.tumbling(5));
        process(oracle, 3, 1, 4, 6);

        oracle.advanceWatermark(3);
        assertComplete(oracle);
        oracle.advanceWatermark(4);
        assertComplete(oracle, open(0, 5, 1L, 3L, 4L));
        process(oracle, 2);
        assertComplete(oracle, open(0, 5, 1L, 2L, 3L, 4L));
        oracle.advanceWatermark(14);
        assertComplete(oracle, closed(0, 5, 1L, 2L, 3L, 4L), open(5, 10, 6L));
        assertThat(oracle.process(4, 1)).isEqualTo(Outcome.LATE);
        process(oracle, 5);
        assertComplete(oracle, closed(0, 5, 1L, 2L, 3L, 4L), open(5, 10, 5L, 6L));
        assertThat(oracle.accepted()).isEqualTo(6);
        assertThat(oracle.late()).isEqualTo(1);
        assertThat(oracle.outOfOrder()).isEqualTo(3);
    }

    @Test
    void tupleOfAStreamInOrderIsAWatermark() {
        BruteForceOracle oracle = asked(SlicingSettings.inOrder(), Window.tumbling(5));
        process(oracle, 3, 3, 4);
        assertComplete(oracle);
        process(oracle, 5);
        assertComplete(oracle, closed(0, 5, 3L, 3L, 4L));
        assertThat(oracle.process(4, 1)).isEqualTo(Outcome.LATE);
        assertThat(oracle.advanceWatermark(9)).isTrue();
        assertThat(oracle.advanceWatermark(9)).isFalse();
        assertThat(oracle.watermarksBack()).isZero();
        assertThat(oracle.advanceWatermark(8)).isFalse();
        assertThat(oracle.watermarksBack()).isEqualTo(1);
        assertThat(oracle.process(9, 1)).isEqualTo(Outcome.LATE);
        process(oracle, 10);
    }

    @Test
    void slidingWindowsOverlapOrLeaveOutTuplesAndStartAtTheOrigin() {
        BruteForceOracle overlapping = asked(lateByTen, new PeriodicWindow(Measure.TIME, 5, 2, 1));
        process(overlapping, 0, 2, 6);
        overlapping.advanceWatermark(9);
        // Not [-1, 4), which starts before the origin, nor [7, 12).
        assertComplete(overlapping, open(1, 6, 2L), open(3, 8, 6L), open(5, 10, 6L));

        BruteForceOracle apart = asked(lateByTen, new PeriodicWindow(Measure.TIME, 2, 5, 1));
        process(apart, 0, 1, 2, 3, 6);
        apart.advanceWatermark(100);
        assertComplete(apart, closed(1, 3, 1L, 2L), closed(6, 8, 6L));
    }

    @Test
    void queryAddedLaterSeesWindowsAfterTheLatestTuple() {
        BruteForceOracle oracle = new BruteForceOracle(lateByTen);
        process(oracle, 7, 3);
        oracle.add(new PlainQuery(QUERY, Window.tumbling(4), PlainAggregation.SEQUENCE));
        oracle.add(new PlainQuery("s", Window.session(3), PlainAggregation.SUM));
        process(oracle, 7, 8, 10, 13);
        oracle.advanceWatermark(50);

        assertThat(oracle.complete().keySet())
                .containsExactlyInAnyOrder(
                        new WindowKey(QUERY, 8, 12),
                        new WindowKey(QUERY, 12, 16),
                        new WindowKey("s", 8, 13),
                        new WindowKey("s", 13, 16));
    }

    @Test
    void timetableHasEachOfItsSlots() {
        Window window =
                new TimetableWindow(
                        Measure.TIME,
                        10,
                        List.of(new TimetableWindow.Slot(1, 4), new TimetableWindow.Slot(3, 9)));
        BruteForceOracle oracle = asked(lateByTen, window);
        process(oracle, 0, 2, 4, 11, 23);
        oracle.advanceWatermark(20);

        assertComplete(oracle, closed(1, 5, 2L, 4L), open(3, 12, 4L, 11L), open(11, 15, 11L));
    }

    @Test
    void sessionEndsTheGapAfterItsLastTupleAndLateOnesJoinSessions() {
        BruteForceOracle oracle = asked(lateByTen, Window.session(5));
        process(oracle, 1, 5, 10, 17);
        oracle.advanceWatermark(14);
        assertComplete(oracle, open(1, 10, 1L, 5L), open(10, 15, 10L));
        process(oracle, 6);
        assertComplete(oracle, open(1, 15, 1L, 5L, 6L, 10L));
        process(oracle, 14);
        assertComplete(oracle);
        oracle.advanceWatermark(21);
        assertComplete(oracle, open(1, 22, 1L, 5L, 6L, 10L, 14L, 17L));
    }

    @Test
    void punctuationsEndOneWindowAndStartTheNext() {
        BruteForceOracle oracle = asked(lateByTen, Window.punctuated());
        oracle.punctuate(5);
        oracle.punctuate(12);
        oracle.punctuate(20);
        oracle.punctuate(25);
        process(oracle, 4, 5, 11, 12, 22);
        oracle.advanceWatermark(19);
        assertComplete(oracle, open(5, 12, 5L, 11L), open(12, 20, 12L));
        assertThat(oracle.punctuate(9)).isEqualTo(Outcome.LATE);
        assertThat(oracle.punctuate(12)).isEqualTo(Outcome.ACCEPTED);
        assertThat(oracle.punctuate(11)).isEqualTo(Outcome.ACCEPTED);
        assertComplete(oracle, open(5, 11, 5L), open(11, 12, 11L), open(12, 20, 12L));
        assertThat(oracle.accepted()).isEqualTo(5);
        assertThat(oracle.late()).isEqualTo(1);
    }

    @Test
    void punctuationOfAStreamInOrderComesBeforeTheTuplesOfItsTime() {
        BruteForceOracle oracle = asked(SlicingSettings.inOrder(), Window.punctuated());
        process(oracle, 4);
        assertThat(oracle.punctuate(4)).isEqualTo(Outcome.LATE);
        assertThat(oracle.punctuate(9)).isEqualTo(Outcome.ACCEPTED);
        assertThat(oracle.punctuate(6)).isEqualTo(Outcome.ACCEPTED);
        process(oracle, 5, 6, 9);

        assertComplete(oracle, closed(6, 9, 6L));
    }

    @Test
    void lastTuplesAreTakenAtMultiplesWithANewTuple() {
        BruteForceOracle oracle = asked(lateByTen, Window.lastTuples(3, 10));
        process(oracle, 1, 4, 12, 12, 13, 31);
        oracle.advanceWatermark(38);
        assertComplete(oracle, closed(1, 10, 1L, 4L), closed(12, 20, 12L, 12L, 13L));
        oracle.advanceWatermark(39);
        assertComplete(
                oracle,
                closed(1, 10, 1L, 4L),
                closed(12, 20, 12L, 12L, 13L),
                open(12, 40, 12L, 13L, 31L));
        process(oracle, 30);
        assertThat(oracle.complete()).containsKey(new WindowKey(QUERY, 13, 40));
    }

    @Test
    void ranksShiftWithALateTuple() {
        BruteForceOracle oracle = asked(lateByTen, Window.tumbling(Measure.COUNT, 2));
        process(oracle, 5, 7, 7, 12, 13);
        oracle.advanceWatermark(12);
        assertComplete(oracle, open(0, 2, 5L, 7L), open(2, 4, 7L, 12L));
        oracle.advanceWatermark(13);
        process(oracle, 6);
        assertComplete(oracle, open(0, 2, 5L, 6L), open(2, 4, 7L, 7L), open(4, 6, 12L, 13L));
    }

    @Test
    void countsOfAStreamInOrderAreCompleteAtOnce() {
        BruteForceOracle oracle =
                asked(SlicingSettings.inOrder(), new PeriodicWindow(Measure.COUNT, 3, 2, 1));
        process(oracle, 5, 7, 7, 7);
        assertComplete(oracle, open(1, 4, 7L, 7L, 7L));
    }

    @Test
    void countingBeginsWithTheFirstQueryAndEndsWithTheLast() {
        Window window = Window.tumbling(Measure.COUNT, 2);
        BruteForceOracle oracle = new BruteForceOracle(lateByTen);
        process(oracle, 5);
        oracle.add(new PlainQuery(QUERY, window, PlainAggregation.SEQUENCE));
        process(oracle, 6, 7, 8);
        oracle.add(new PlainQuery("r", window, PlainAggregation.SEQUENCE));
        process(oracle, 9, 10, 11, 4);
        oracle.advanceWatermark(20);
        // Three tuples were there, so windows of the second start at rank 4.
        assertThat(oracle.complete().keySet())
                .containsExactlyInAnyOrder(
                        new WindowKey(QUERY, 0, 2),
                        new WindowKey(QUERY, 2, 4),
                        new WindowKey(QUERY, 4, 6),
                        new WindowKey("r", 4, 6));

        oracle.remove(QUERY);
        oracle.remove("r");
        oracle.add(new PlainQuery("s", window, PlainAggregation.SEQUENCE));
        process(oracle, 21, 22);
        oracle.advanceWatermark(22);
        assertComplete(oracle, open(0, 2, 21L, 22L));
    }

    @Test
    void windowOpensAboveOneThresholdAndClosesBelowTheOther() {
        BruteForceOracle oracle = asked(lateByTen, new ThresholdWindow(5, 2));
        oracle.process(1, 4);
        oracle.process(2, 6);
        oracle.process(3, 9);
        oracle.process(5, 2);
        oracle.process(6, 1);
        oracle.process(6, 8);
        oracle.process(8, 7);
        oracle.advanceWatermark(7);
        // The second tuple of time 6 does not decide.
        assertComplete(oracle, open(2, 6, 2L, 3L, 5L));
        oracle.process(4, 0);
        assertComplete(oracle, open(2, 4, 2L, 3L));
    }

    @Test
    void windowStartsAtThePeak() {
        BruteForceOracle oracle = asked(lateByTen, new PeakWindow(10));
        oracle.process(1, 4);
        oracle.process(2, 6);
        oracle.process(2, 1);
        oracle.process(5, 6);
        oracle.process(7, 3);
        oracle.process(23, 3);
        oracle.advanceWatermark(9);
        assertComplete(oracle, open(5, 10, 5L, 7L));
        oracle.process(3, 8);
        assertComplete(oracle, open(3, 10, 3L, 5L, 7L));
    }

    @Test
    void functionsOfAWindowAreWhatTheySay() {
        List<TimedValue> tuples =
                List.of(
                        new TimedValue(1, 2),
                        new TimedValue(1, 5),
                        new TimedValue(3, -4),
                        new TimedValue(4, 1));

        assertThat(PlainAggregation.COMMUTATIVE)
                .extracting(plain -> plain.result().apply(tuples))
                .containsExactly(
                        4.0,
                        4.0,
                        -4.0,
                        5.0,
                        1.0,
                        Math.sqrt(42.0 / 3),
                        2.0,
                        1.0,
                        new TimedValue(3, -4),
                        new TimedValue(1, 5),
                        new M4Result(
                                new TimedValue(1, 2),
                                new TimedValue(4, 1),
                                new TimedValue(3, -4),
                                new TimedValue(1, 5)),
                        1.5,
                        2 + (0.9 * 3 - 2) * 3,
                        -4 + 0.2 * 3 * 5,
                        2 + (0.9 * 3 - 2) * 3);
        assertThat(PlainAggregation.SEQUENCE.result().apply(tuples)).isEqualTo(tuples);
    }
}
