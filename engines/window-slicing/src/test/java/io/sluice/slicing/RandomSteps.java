package io.sluice.slicing;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/** Random streams. */
final class RandomSteps {
    private static final long MANY = 1_000_000;
    private static final long HUGE = 1_000_000_000_000L;

    private RandomSteps() {}

    /** Steps with any of the queries. */
    static Arbitrary<List<Step>> of(
            StreamOrder order, Arbitrary<PlainQuery> queries, int atLeast, int atMost) {
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
        return step.list()
                .ofMinSize(atLeast)
                .ofMaxSize(atMost)
                .withSizeDistribution(RandomDistribution.uniform());
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
}
