package io.sluice.slicing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Random streams with queries.
 *
 * @param lateness of those out of order
 * @param bound of slices and of tuples
 */
record SlicingCases(
        StreamOrder order,
        Arbitrary<Window> windows,
        List<PlainAggregation> aggregations,
        int leastSteps,
        int mostSteps,
        Arbitrary<Long> lateness,
        Arbitrary<Integer> bound) {
    private static final long HUGE = 1_000_000_000_000L;

    /** Slices or tuples that no stream of these has. */
    static final int NO_BOUND = 100_000;

    /** Streams of up to a hundred steps, and queries with some windows and some aggregations. */
    static SlicingCases of(
            StreamOrder order, Arbitrary<Window> windows, List<PlainAggregation> aggregations) {
        return new SlicingCases(
                order,
                windows,
                aggregations,
                0,
                120,
                Arbitraries.frequencyOf(
                        Tuple.of(1, Arbitraries.just(0L)),
                        Tuple.of(6, Arbitraries.longs().between(1, 60)),
                        Tuple.of(1, Arbitraries.just(HUGE))),
                Arbitraries.just(NO_BOUND));
    }

    /** The same, but so long and late that many slices are held. */
    SlicingCases large() {
        return new SlicingCases(
                order, windows, aggregations, 400, 600, Arbitraries.of(500L, HUGE), bound);
    }

    /** The same, but few slices and few tuples may be held. */
    SlicingCases bounded() {
        return new SlicingCases(
                order,
                windows,
                aggregations,
                leastSteps,
                mostSteps,
                lateness,
                Arbitraries.integers().between(1, 30));
    }

    Arbitrary<SlicingCase> arbitrary() {
        Arbitrary<PlainQuery> queries =
                Combinators.combine(
                                Arbitraries.of("a", "b", "c", "d", "e"),
                                windows,
                                Arbitraries.of(aggregations))
                        .as(PlainQuery::new);
        return Combinators.combine(
                        settings(),
                        queries.list().ofMinSize(1).ofMaxSize(4),
                        RandomSteps.of(order, queries, leastSteps, mostSteps))
                .as((settings, first, steps) ->
                        new SlicingCase(settings, eachIdOnce(first), steps));
    }

    private static List<PlainQuery> eachIdOnce(List<PlainQuery> queries) {
        Map<String, PlainQuery> byId = new LinkedHashMap<>();
        queries.forEach(query -> byId.putIfAbsent(query.id(), query));
        return new ArrayList<>(byId.values());
    }

    private Arbitrary<SlicingSettings> settings() {
        Arbitrary<Long> origins =
                Arbitraries.of(0L, -37L, 5L, 1_770_000_000_000_000L, SlicingOperator.EARLIEST_TIME);
        return Combinators.combine(
                        order == StreamOrder.IN_ORDER ? Arbitraries.just(0L) : lateness,
                        origins,
                        Arbitraries.of(AggregateStoreKind.class),
                        bound,
                        bound)
                .as((late, origin, store, slices, tuples) ->
                        new SlicingSettings(order, late, origin, store, slices, tuples));
    }
}
