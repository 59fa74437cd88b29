package io.sluice.slicing;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random windows of each type. */
final class RandomWindows {
    private static final long MANY = 1_000_000;
    private static final long HUGE = 1_000_000_000_000L;

    private RandomWindows() {}

    /** All types. */
    static Arbitrary<Window> any() {
        return Arbitraries.oneOf(
                contextFree(Measure.TIME),
                contextFree(Measure.COUNT),
                sessions(),
                forwardContextFree(),
                forwardContextAware());
    }

    /** Those for which tuples are never kept if the aggregation is commutative. */
    static Arbitrary<Window> onTimeWithoutTuples() {
        return Arbitraries.oneOf(contextFree(Measure.TIME), sessions());
    }

    /** Tumbling and sliding windows, some with tuples between them, and timetables. */
    static Arbitrary<Window> contextFree(Measure measure) {
        int longest = measure == Measure.TIME ? 30 : 12;
        Arbitrary<PeriodicWindow> small =
                Combinators.combine(
                                Arbitraries.longs().between(1, longest),
                                Arbitraries.longs().between(1, 30),
                                Arbitraries.longs().between(0, 29))
                        .as((length, slide, offset) -> periodic(measure, length, slide, offset));
        Arbitrary<PeriodicWindow> tumbling =
                Arbitraries.longs()
                        .between(1, 20)
                        .map(length -> new PeriodicWindow(measure, length, length, 0));
        Arbitrary<PeriodicWindow> large =
                Arbitraries.of(
                        new PeriodicWindow(measure, MANY, MANY / 4, 7),
                        new PeriodicWindow(measure, HUGE, HUGE, 0),
                        new PeriodicWindow(measure, 3, HUGE, 1),
                        new PeriodicWindow(
                                measure, SlicingOperator.LONGEST, SlicingOperator.LONGEST, 0));
        return Arbitraries.frequencyOf(
                Tuple.of(4, small),
                Tuple.of(3, tumbling),
                Tuple.of(1, large),
                Tuple.of(3, timetables(measure, longest)));
    }

    private static PeriodicWindow periodic(Measure measure, long length, long slide, long offset) {
        // Not more than ten windows at a time, or the oracle is slow.
        long atLeast = Math.max(slide, Math.ceilDiv(length, 10L));
        return new PeriodicWindow(measure, length, atLeast, offset % atLeast);
    }

    private static Arbitrary<Window> timetables(Measure measure, int longest) {
        return Arbitraries.longs()
                .between(4, longest)
                .flatMap(period ->
                        Combinators.combine(
                                        Arbitraries.longs().between(0, period - 1),
                                        Arbitraries.longs().between(1, period + 3))
                                .as(TimetableWindow.Slot::new)
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(3)
                                .uniqueElements()
                                .map(slots -> new TimetableWindow(measure, period, slots)));
    }

    static Arbitrary<Window> sessions() {
        return Arbitraries.of(1L, 2L, 3L, 5L, 6L, 10L, 25L, 60L, MANY, HUGE)
                .map(SessionWindow::new);
    }

    /** Windows that only depend on tuples of times before their end, and punctuations. */
    static Arbitrary<Window> forwardContextFree() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(new PunctuationWindow())),
                Tuple.of(
                        2,
                        Combinators.combine(
                                        Arbitraries.integers().between(-2, 6),
                                        Arbitraries.integers().between(0, 8))
                                .as((above, less) ->
                                        new ThresholdWindow(above, (double) above - less))));
    }

    static Arbitrary<Window> forwardContextAware() {
        return Arbitraries.frequencyOf(
                Tuple.of(
                        2,
                        Combinators.combine(
                                        Arbitraries.integers().between(1, 12),
                                        Arbitraries.longs().between(1, 30))
                                .as(LastTuplesWindow::new)),
                Tuple.of(2, Arbitraries.longs().between(1, 40).map(PeakWindow::new)));
    }
}
