package io.sluice.benchmarks.slicing;

import static io.sluice.benchmarks.slicing.Technique.BUCKETS;
import static io.sluice.benchmarks.slicing.Technique.FLINK;
import static io.sluice.benchmarks.slicing.Technique.LAZY_SLICING;
import static io.sluice.benchmarks.slicing.Technique.SLICING;
import static io.sluice.benchmarks.slicing.Technique.TUPLE_BUFFER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.slicing.Measure;
import io.sluice.slicing.Query;
import io.sluice.slicing.StreamOrder;
import io.sluice.slicing.WindowResult;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is measured gives the same results, whoever computes them. */
class AgreementTest {
    /** The stream begins anew twice. */
    private static final long LENGTH = 12_000;

    private static final int TUPLES = 60_000;
    private static final long LONGEST_DELAY = 2_000;

    @ParameterizedTest
    @EnumSource(names = "TUPLE_BUCKETS", mode = EnumSource.Mode.EXCLUDE)
    void allGiveTheSameSumsInOrder(Technique technique) {
        assertThat(onTime(technique, Function.SUM, 0))
                .hasSizeGreaterThan(60)
                .isEqualTo(onTime(SLICING, Function.SUM, 0));
    }

    @ParameterizedTest
    @EnumSource(names = "TUPLE_BUCKETS", mode = EnumSource.Mode.EXCLUDE)
    void allGiveTheSameSumsOutOfOrder(Technique technique) {
        assertThat(onTime(technique, Function.SUM, 0.2))
                .hasSizeGreaterThan(60)
                .isEqualTo(onTime(SLICING, Function.SUM, 0.2));
    }

    @ParameterizedTest
    @EnumSource
    void functionsGiveTheSameOutOfOrder(Function function) {
        Set<String> expected = onTime(LAZY_SLICING, function, 0.2);
        // Parts of standard deviations and digests round as they are put together.
        if (function == Function.STANDARD_DEVIATION || function == Function.APPROXIMATE_MEDIAN) {
            return;
        }
        for (Technique technique : List.of(FLINK, BUCKETS, TUPLE_BUFFER)) {
            assertThat(onTime(technique, function, 0.2)).as("%s", technique).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {"FLINK", "BUCKETS"},
            mode = EnumSource.Mode.EXCLUDE)
    void countWindowsGiveTheSame(Technique technique) {
        assertThat(onCounts(technique)).hasSizeGreaterThan(60).isEqualTo(onCounts(TUPLE_BUFFER));
    }

    private static Set<String> onTime(Technique technique, Function function, double share) {
        List<Query> queries = Queries.tumbling(20, Measure.TIME, function.of(technique));
        return results(technique, Queries.withSession(queries), share);
    }

    private static Set<String> onCounts(Technique technique) {
        return results(
                technique, Queries.tumbling(20, Measure.COUNT, Function.SUM.of(technique)), 0.2);
    }

    private static Set<String> results(Technique technique, List<Query> queries, double share) {
        Set<String> results = new TreeSet<>();
        StreamOrder order = share == 0 ? StreamOrder.IN_ORDER : StreamOrder.OUT_OF_ORDER;
        WindowTechnique windows =
                technique.make(queries, order, result -> results.add(toString(result)));
        EndlessStream stream = new EndlessStream(LENGTH, share, LONGEST_DELAY, true);
        stream.feed(windows, TUPLES);
        return results;
    }

    private static String toString(WindowResult result) {
        return "%s %s [%d, %d) = %s"
                .formatted(
                        result.emission(),
                        result.query().id(),
                        result.start(),
                        result.end(),
                        result.object());
    }
}
