package io.sluice.slicing;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * After each step of any stream an operator has given out what is true of all its tuples; and does
 * so alike if it is saved and restored in between.
 */
class SlicingPropertyTest {
    private static final List<PlainAggregation> ALL = new ArrayList<>();

    static {
        ALL.addAll(PlainAggregation.commutative());
        ALL.add(PlainAggregation.SEQUENCE);
    }

    private static Arbitrary<Window> onTimeWithoutTuples() {
        return Arbitraries.oneOf(SlicingCases.contextFree(Measure.TIME), SlicingCases.sessions());
    }

    private static Arbitrary<Window> any() {
        return Arbitraries.oneOf(
                SlicingCases.contextFree(Measure.TIME),
                SlicingCases.contextFree(Measure.COUNT),
                SlicingCases.sessions(),
                SlicingCases.forwardContextFree(),
                SlicingCases.forwardContextAware());
    }

    @Provide
    Arbitrary<SlicingCase> inOrderWithoutTuples() {
        return SlicingCases.of(
                StreamOrder.IN_ORDER,
                Arbitraries.oneOf(
                        onTimeWithoutTuples(),
                        SlicingCases.contextFree(Measure.COUNT),
                        SlicingCases.forwardContextFree()),
                ALL);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void streamInOrderWithoutTuples(@ForAll("inOrderWithoutTuples") SlicingCase given) {
        SlicingRun.of(given);
    }

    @Provide
    Arbitrary<SlicingCase> inOrderWithAll() {
        return SlicingCases.of(StreamOrder.IN_ORDER, any(), ALL);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void streamInOrderWithAllWindows(@ForAll("inOrderWithAll") SlicingCase given) {
        SlicingRun.of(given);
    }

    @Provide
    Arbitrary<SlicingCase> withoutTuples() {
        return SlicingCases.of(
                StreamOrder.OUT_OF_ORDER, onTimeWithoutTuples(), PlainAggregation.commutative());
    }

    @Property(tries = 600, edgeCases = EdgeCasesMode.NONE)
    void streamOutOfOrderWithoutTuples(@ForAll("withoutTuples") SlicingCase given) {
        SlicingRun.of(given);
    }

    @Provide
    Arbitrary<SlicingCase> sessions() {
        return SlicingCases.of(StreamOrder.OUT_OF_ORDER, SlicingCases.sessions(), ALL);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void sessionsOutOfOrder(@ForAll("sessions") SlicingCase given) {
        SlicingRun.of(given);
    }

    @Provide
    Arbitrary<SlicingCase> counts() {
        return SlicingCases.of(
                StreamOrder.OUT_OF_ORDER, SlicingCases.contextFree(Measure.COUNT), ALL);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void countsOutOfOrder(@ForAll("counts") SlicingCase given) {
        SlicingRun.of(given);
    }

    @Provide
    Arbitrary<SlicingCase> contextAware() {
        return SlicingCases.of(
                StreamOrder.OUT_OF_ORDER,
                Arbitraries.oneOf(
                        SlicingCases.forwardContextFree(), SlicingCases.forwardContextAware()),
                ALL);
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void contextAwareWindowsOutOfOrder(@ForAll("contextAware") SlicingCase given) {
        SlicingRun.of(given);
    }

    @Provide
    Arbitrary<SlicingCase> outOfOrderWithAll() {
        return SlicingCases.of(StreamOrder.OUT_OF_ORDER, any(), ALL);
    }

    @Property(tries = 600, edgeCases = EdgeCasesMode.NONE)
    void streamOutOfOrderWithAllWindows(@ForAll("outOfOrderWithAll") SlicingCase given) {
        SlicingRun.of(given);
    }
}
