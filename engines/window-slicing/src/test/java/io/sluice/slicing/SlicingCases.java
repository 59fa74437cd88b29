package io.sluice.slicing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/** Random streams and queries. */
final class SlicingCases {
    private static final long MANY = 1_000_000;
    private static final long HUGE = 1_000_000_000_000L;
    private static final int MOST_STEPS = 120;

    private SlicingCases() {}

    /** Streams with queries of some windows and some aggregations. */
    static Arbitrary<SlicingCase> of(
            StreamOrder order, Arbitrary<Window> windows, List<PlainAggregation> aggregations) {
        Arbitrary<PlainQuery> queries =
                Combinators.combine(
                                Arbitraries.of("a", "b", "c", "d", "e"),
                                windows,
                                Arbitraries.of(aggregations))
                        .as(PlainQuery::new);
        return Combinators.combine(
                        settings(order),
                        queries.list().ofMinSize(1).ofMaxSize(4),
                        steps(order, queries))
                .as((settings, first, steps) ->
                        new SlicingCase(settings, eachIdOnce(first), steps));
    }

    private static List<PlainQuery> eachIdOnce(List<PlainQuery> queries) {
        Map<String, PlainQuery> byId = new LinkedHashMap<>();
        queries.forEach(query -> byId.putIfAbsent(query.id(), query));
        return new ArrayList<>(byId.values());
    }

    private static Arbitrary<SlicingSettings> settings(StreamOrder order) {
        Arbitrary<Long> lateness =
                order == StreamOrder.IN_ORDER
                        ? Arbitraries.just(0L)
                        : Arbitraries.frequencyOf(
                                Tuple.of(1, Arbitraries.just(0L)),
                                Tuple.of(6, Arbitraries.longs().between(1, 60)),
                                Tuple.of(1, Arbitraries.just(HUGE)));
        Arbitrary<Long> origins =
                Arbitraries.of(0L, -37L, 5L, 1_770_000_000_000_000L, SlicingOperator.EARLIEST_TIME);
        return Combinators.combine(lateness, origins, Arbitraries.of(AggregateStoreKind.class))
                .as((late, origin, store) ->
                        new SlicingSettings(order, late, origin, store, 100_000, 100_000));
    }

    private static Arbitrary<List<Step>> steps(StreamOrder order, Arbitrary<PlainQuery> queries) {
        Arbitrary<Step> step =
                Arbitraries.frequencyOf(
                        Tuple.of(40, tuples(order)),
                        Tuple.of(4, tuplesAtHorizon()),
                        Tuple.of(order == StreamOrder.IN_ORDER ? 2 : 10, watermarks()),
                        Tuple.of(
                                3,
                                Arbitraries.longs().between(-30, 30).map(Step.NextWatermark::new)),
                        Tuple.of(
                                4, Arbitraries.longs().between(-20, 20).map(Step.Punctuation::new)),
                        Tuple.of(
                                1,
                                Arbitraries.longs()
                                        .between(-1, 6)
                                        .map(Step.PunctuationAtHorizon::new)),
                        Tuple.of(2, queries.map(Step.Add::new)),
                        Tuple.of(1, Arbitraries.of("a", "b", "c", "d", "e").map(Step.Remove::new)),
                        Tuple.of(2, Arbitraries.of(true, false).map(Step.Restore::new)));
        return step.list().ofMaxSize(MOST_STEPS).withSizeDistribution(RandomDistribution.uniform());
    }

    private static Arbitrary<Step> tuples(StreamOrder order) {
        int back = order == StreamOrder.IN_ORDER ? 1 : 6;
        Arbitrary<Long> distances =
                Arbitraries.frequencyOf(
                        Tuple.of(4, Arbitraries.just(0L)),
                        Tuple.of(14, Arbitraries.longs().between(1, 4)),
                        Tuple.of(6, Arbitraries.longs().between(5, 40)),
                        Tuple.of(1, Arbitraries.of(MANY, HUGE, HUGE + 1)),
                        Tuple.of(back, Arbitraries.longs().between(-4, -1)),
                        Tuple.of(back, Arbitraries.longs().between(-60, -1)),
                        Tuple.of(1, Arbitraries.of(-MANY, -HUGE)));
        return Combinators.combine(distances, values()).as(Step.Tuple::new);
    }

    private static Arbitrary<Step> tuplesAtHorizon() {
        return Combinators.combine(Arbitraries.longs().between(-1, 12), values())
                .as(Step.TupleAtHorizon::new);
    }

    private static Arbitrary<Step> watermarks() {
        return Arbitraries.frequencyOf(
                        Tuple.of(16, Arbitraries.longs().between(-30, 5)),
                        Tuple.of(1, Arbitraries.longs().between(-100, 60)),
                        Tuple.of(1, Arbitraries.of(MANY, -HUGE)))
                .map(Step.Watermark::new);
    }

    /** Integers, whose sums are exact. */
    private static Arbitrary<Double> values() {
        return Arbitraries.integers().between(-9, 9).map(Integer::doubleValue);
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
