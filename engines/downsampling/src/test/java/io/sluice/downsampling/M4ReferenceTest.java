package io.sluice.downsampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** M4 gives what SQL gives. */
class M4ReferenceTest {
    static Stream<ReferenceCase> cases() {
        return ReferenceCase.all("m4").stream();
    }

    /** The row of a column in a case. */
    private record Row(
            int column,
            long count,
            TimedValue first,
            TimedValue last,
            TimedValue min,
            TimedValue max) {
        static Row of(int column, M4Column values) {
            return new Row(
                    column,
                    values.count(),
                    new TimedValue(values.firstTime(), values.firstValue()),
                    new TimedValue(values.lastTime(), values.lastValue()),
                    new TimedValue(values.minTime(), values.minValue()),
                    new TimedValue(values.maxTime(), values.maxValue()));
        }

        static Row of(CsvTable table, int row) {
            return new Row(
                    (int) table.integer(row, "column"),
                    table.integer(row, "count"),
                    point(table, row, "first"),
                    point(table, row, "last"),
                    point(table, row, "min"),
                    point(table, row, "max"));
        }

        private static TimedValue point(CsvTable table, int row, String name) {
            return new TimedValue(table.integer(row, name + "_t"), table.number(row, name + "_v"));
        }

        /** The points in order, each once. */
        Stream<TimedValue> points() {
            return Stream.of(first, min, max, last)
                    .distinct()
                    .sorted(Comparator.comparingLong(TimedValue::time));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void columnsHoldTheSameValues(ReferenceCase reference) {
        List<TimedValue> series = reference.series();
        Columns columns = columns(series, reference.number());

        TreeMap<Integer, M4Column> found = new TreeMap<>();
        series.reversed()
                .forEach(point ->
                        found.computeIfAbsent(columns.of(point.time()), _ -> new M4Column())
                                .add(point.time(), point.value()));

        List<Row> rows = new ArrayList<>();
        found.forEach((column, values) -> rows.add(Row.of(column, values)));
        assertThat(rows).isEqualTo(expected(reference));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void streamKeepsTheSamePoints(ReferenceCase reference) {
        List<TimedValue> series = reference.series();
        Columns range = columns(series, reference.number());

        List<TimedValue> kept =
                TimedValue.through(
                        sink -> new M4(range.from(), range.to(), range.width(), sink), series);

        assertThat(kept)
                .isEqualTo(expected(reference).stream().flatMap(row -> row.points()).toList());
    }

    private static List<Row> expected(ReferenceCase reference) {
        CsvTable table = reference.expected();
        List<Row> rows = new ArrayList<>();
        for (int row = 0; row < table.rows().size(); row++) {
            rows.add(Row.of(table, row));
        }
        return rows;
    }

    private static Columns columns(List<TimedValue> series, int width) {
        return new Columns(series.getFirst().time(), series.getLast().time() + 1, width);
    }
}
