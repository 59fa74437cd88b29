package io.sluice.benchmarks.slicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.sluice.slicing.Measure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Table 4.1 of the thesis. */
class HeldMemoryTest {
    @ParameterizedTest
    @EnumSource(names = {"LAZY_SLICING", "EAGER_SLICING", "BUCKETS", "FLINK"})
    void aggregatesTakeNoMoreForMoreTuples(Technique technique) {
        assertThat(HeldMemory.bytes(technique, Measure.TIME, 50, 5_000))
                // Flink's own objects differ a little.
                .isCloseTo(HeldMemory.bytes(technique, Measure.TIME, 50, 500), withinPercentage(5))
                .isLessThan(HeldMemory.bytes(technique, Measure.TIME, 500, 5_000) / 4);
    }

    @ParameterizedTest
    @EnumSource(names = {"TUPLE_BUFFER", "AGGREGATE_TREE"})
    void tuplesTakeNoMoreForMoreWindows(Technique technique) {
        assertThat(HeldMemory.bytes(technique, Measure.TIME, 500, 5_000))
                .isEqualTo(HeldMemory.bytes(technique, Measure.TIME, 50, 5_000))
                .isGreaterThan(5_000 * 16);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"FLINK", "BUCKETS"},
            mode = EnumSource.Mode.EXCLUDE)
    void countWindowsHoldTuples(Technique technique) {
        assertThat(HeldMemory.bytes(technique, Measure.COUNT, 50, 5_000)).isGreaterThan(5_000 * 16);
    }
}
