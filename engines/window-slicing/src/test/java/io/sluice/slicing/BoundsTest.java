package io.sluice.slicing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing overflows where times, lengths and watermarks are as far out as they may be. */
class BoundsTest {
    private static final long LONGEST = SlicingOperator.LONGEST;
    private static final long FAR = 1L << 61;

    static Stream<Window> windows() {
        return Stream.of(
                Window.tumbling(1),
                Window.tumbling(LONGEST),
                Window.sliding(LONGEST, LONGEST / 3),
                Window.sliding(1, LONGEST),
                new PeriodicWindow(Measure.TIME, LONGEST, LONGEST, LONGEST - 1),
                Window.tumbling(Measure.COUNT, LONGEST),
                new PeriodicWindow(Measure.COUNT, 1, LONGEST, 1),
                new TimetableWindow(
                        Measure.TIME, LONGEST, List.of(new TimetableWindow.Slot(7, LONGEST))),
                Window.session(1),
                Window.session(LONGEST),
                Window.punctuated(),
                Window.lastTuples(Integer.MAX_VALUE, LONGEST),
                Window.lastTuples(2, 1),
                new ThresholdWindow(1, 0),
                new PeakWindow(LONGEST));
    }

    @ParameterizedTest
    @MethodSource("windows")
    void streamOutOfOrderFromTheFirstTimeToTheLast(Window window) {
        for (long lateness : new long[] {0, 1, LONGEST}) {
            run(SlicingSettings.outOfOrder(lateness), window);
        }
    }

    @ParameterizedTest
    @MethodSource("windows")
    void streamInOrderFromTheFirstTimeToTheLast(Window window) {
        run(SlicingSettings.inOrder(), window);
    }

    private static void run(SlicingSettings settings, Window window) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step.WatermarkAt(SlicingOperator.EARLIEST_TIME - 1));
        steps.add(new Step.PunctuationAtHorizon(1));
        for (long distance : new long[] {0, 0, 1, FAR - 1, 1, FAR - 1, 1, 0}) {
            steps.add(new Step.Punctuation(distance));
            steps.add(new Step.Tuple(distance, distance == 1 ? -3 : 2));
            steps.add(new Step.Tuple(-1, -1));
            steps.add(new Step.Watermark(-2));
            steps.add(new Step.Restore(false));
        }
        steps.add(new Step.WatermarkAt(SlicingOperator.LATEST_TIME));
        steps.add(new Step.Tuple(0, 1));
        steps.add(new Step.Add(new PlainQuery("late", window, PlainAggregation.SUM)));
        steps.add(new Step.Tuple(0, 1));
        steps.add(new Step.WatermarkAt(Long.MAX_VALUE));
        steps.add(new Step.Restore(false));
        steps.add(new Step.Tuple(0, 1));
        steps.add(new Step.WatermarkAt(Long.MIN_VALUE));
        SlicingRun.of(
                new SlicingCase(
                        settings.startingAt(SlicingOperator.EARLIEST_TIME),
                        List.of(
                                new PlainQuery("sums", window, PlainAggregation.SUM),
                                new PlainQuery("tuples", window, PlainAggregation.SEQUENCE)),
                        steps));
    }
}
