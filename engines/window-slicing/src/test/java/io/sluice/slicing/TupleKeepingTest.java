package io.sluice.slicing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tuples are kept where figure 4.5 of the thesis says so, and nowhere else. */
class TupleKeepingTest {
    private static final Aggregation COMMUTATIVE = Aggregations.median();
    private static final Aggregation NOT_COMMUTATIVE = new SequenceAggregation();

    record Workload(
            Window window, Aggregation aggregation, boolean keptInOrder, boolean keptOutOfOrder) {}

    static Stream<Workload> workloads() {
        Window timetable =
                new TimetableWindow(Measure.TIME, 20, List.of(new TimetableWindow.Slot(0, 20)));
        return Stream.of(
                new Workload(Window.tumbling(10), COMMUTATIVE, false, false),
                new Workload(Window.tumbling(10), NOT_COMMUTATIVE, false, true),
                new Workload(Window.sliding(10, 4), COMMUTATIVE, false, false),
                new Workload(timetable, COMMUTATIVE, false, false),
                new Workload(timetable, NOT_COMMUTATIVE, false, true),
                new Workload(Window.session(10), COMMUTATIVE, false, false),
                new Workload(Window.session(10), NOT_COMMUTATIVE, false, true),
                new Workload(Window.punctuated(), COMMUTATIVE, false, true),
                new Workload(new ThresholdWindow(0, 0), COMMUTATIVE, false, true),
                new Workload(new PeakWindow(10), COMMUTATIVE, true, true),
                new Workload(Window.lastTuples(2, 10), COMMUTATIVE, true, true),
                new Workload(Window.tumbling(Measure.COUNT, 5), COMMUTATIVE, false, true));
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void streamInOrder(Workload workload) {
        assertThat(held(SlicingSettings.inOrder(), workload) > 0).isEqualTo(workload.keptInOrder);
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void streamOutOfOrder(Workload workload) {
        assertThat(held(SlicingSettings.outOfOrder(5), workload) > 0)
                .isEqualTo(workload.keptOutOfOrder);
    }

    private static int held(SlicingSettings settings, Workload workload) {
        SlicingOperator operator = new SlicingOperator(settings, _ -> {});
        operator.add(new Query("q", workload.window, workload.aggregation));
        operator.punctuate(1);
        for (long time = 2; time < 8; time++) {
            operator.process(time, (double) time);
        }
        return operator.statistics().tuples();
    }

    @Test
    void tuplesAreKeptWhileAQueryDemandsThem() {
        SlicingOperator operator = new SlicingOperator(SlicingSettings.outOfOrder(5), _ -> {});
        operator.add(new Query("sums", Window.tumbling(100), Aggregations.sum()));
        operator.process(1, 1);
        assertThat(operator.statistics().tuples()).isZero();

        operator.add(new Query("all", Window.tumbling(100), NOT_COMMUTATIVE));
        operator.process(101, 1);
        assertThat(operator.statistics().tuples()).isPositive();

        operator.remove("all");
        assertThat(operator.statistics().tuples()).isZero();
        operator.process(102, 1);
        assertThat(operator.statistics().tuples()).isZero();
    }
}
