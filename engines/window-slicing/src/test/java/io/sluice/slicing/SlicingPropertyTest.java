package io.sluice.slicing;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * After each step of any stream an operator has given out what is true of all its tuples; and does
 * so alike if it is saved and restored in between. Tuples are kept only where figure 4.5 of the
 * thesis says so.
 */
class SlicingPropertyTest {
    private static final StreamOrder IN_ORDER = StreamOrder.IN_ORDER;
    private static final StreamOrder OUT_OF_ORDER = StreamOrder.OUT_OF_ORDER;

    @Provide
    Arbitrary<SlicingCase> casesOfStreamInOrderWithoutTuples() {
        return SlicingCases.of(
                        IN_ORDER,
                        Arbitraries.oneOf(
                                RandomWindows.onTimeWithoutTuples(),
                                RandomWindows.contextFree(Measure.COUNT),
                                RandomWindows.forwardContextFree()),
                        PlainAggregation.ALL)
                .arbitrary();
    }

    @Property(tries = 600, edgeCases = EdgeCasesMode.NONE)
    void streamInOrderWithoutTuples(
            @ForAll("casesOfStreamInOrderWithoutTuples") SlicingCase given) {
        SlicingRun.of(given);
    }

    @Provide
    Arbitrary<SlicingCase> casesOfStreamInOrderWithAllWindows() {
        return SlicingCases.of(IN_ORDER, RandomWindows.any(), PlainAggregation.ALL).arbitrary();
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void streamInOrderWithAllWindows(
            @ForAll("casesOfStreamInOrderWithAllWindows") SlicingCase given) {
        SlicingRun.of(given);
    }

    @Provide
    Arbitrary<SlicingCase> casesOfStreamOutOfOrderWithoutTuples() {
        return SlicingCases.of(
                        OUT_OF_ORDER,
                        RandomWindows.onTimeWithoutTuples(),
                        PlainAggregation.COMMUTATIVE)
                .arbitrary();
    }

    @Property(tries = 800, edgeCases = EdgeCasesMode.NONE)
    void streamOutOfOrderWithoutTuples(
            @ForAll("casesOfStreamOutOfOrderWithoutTuples") SlicingCase given) {
        SlicingRun.of(given);
    }

    @Provide
    Arbitrary<SlicingCase> casesOfSessionsOutOfOrder() {
        return SlicingCases.of(OUT_OF_ORDER, RandomWindows.sessions(), PlainAggregation.ALL)
                .arbitrary();
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void sessionsOutOfOrder(@ForAll("casesOfSessionsOutOfOrder") SlicingCase given) {
        SlicingRun.of(given);
    }

    @Provide
    Arbitrary<SlicingCase> casesOfCountsOutOfOrder() {
        return SlicingCases.of(
                        OUT_OF_ORDER,
                        RandomWindows.contextFree(Measure.COUNT),
                        PlainAggregation.ALL)
                .arbitrary();
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void countsOutOfOrder(@ForAll("casesOfCountsOutOfOrder") SlicingCase given) {
        SlicingRun.of(given);
    }

    @Provide
    Arbitrary<SlicingCase> casesOfContextAwareWindowsOutOfOrder() {
        return SlicingCases.of(
                        OUT_OF_ORDER,
                        Arbitraries.oneOf(
                                RandomWindows.forwardContextFree(),
                                RandomWindows.forwardContextAware()),
                        PlainAggregation.ALL)
                .arbitrary();
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void contextAwareWindowsOutOfOrder(
            @ForAll("casesOfContextAwareWindowsOutOfOrder") SlicingCase given) {
        SlicingRun.of(given);
    }

    @Provide
    Arbitrary<SlicingCase> casesOfStreamOutOfOrderWithAllWindows() {
        return SlicingCases.of(OUT_OF_ORDER, RandomWindows.any(), PlainAggregation.ALL).arbitrary();
    }

    @Property(tries = 800, edgeCases = EdgeCasesMode.NONE)
    void streamOutOfOrderWithAllWindows(
            @ForAll("casesOfStreamOutOfOrderWithAllWindows") SlicingCase given) {
        SlicingRun.of(given);
    }

    @Provide
    Arbitrary<SlicingCase> casesOfLargeStreamInOrder() {
        return SlicingCases.of(IN_ORDER, RandomWindows.any(), PlainAggregation.ALL)
                .large()
                .arbitrary();
    }

    @Property(tries = 20, edgeCases = EdgeCasesMode.NONE)
    void largeStreamInOrder(@ForAll("casesOfLargeStreamInOrder") SlicingCase given) {
        SlicingRun.of(given);
    }

    @Provide
    Arbitrary<SlicingCase> casesOfLargeStreamOutOfOrder() {
        return SlicingCases.of(OUT_OF_ORDER, RandomWindows.any(), PlainAggregation.ALL)
                .large()
                .arbitrary();
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void largeStreamOutOfOrder(@ForAll("casesOfLargeStreamOutOfOrder") SlicingCase given) {
        SlicingRun.of(given);
    }

    @Provide
    Arbitrary<SlicingCase> casesOfBoundedStreamInOrder() {
        return SlicingCases.of(IN_ORDER, RandomWindows.any(), PlainAggregation.ALL)
                .bounded()
                .arbitrary();
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void boundedStreamInOrder(@ForAll("casesOfBoundedStreamInOrder") SlicingCase given) {
        SlicingRun.of(given);
    }

    @Provide
    Arbitrary<SlicingCase> casesOfBoundedStreamOutOfOrder() {
        return SlicingCases.of(OUT_OF_ORDER, RandomWindows.any(), PlainAggregation.ALL)
                .bounded()
                .arbitrary();
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void boundedStreamOutOfOrder(@ForAll("casesOfBoundedStreamOutOfOrder") SlicingCase given) {
        SlicingRun.of(given);
    }
}
