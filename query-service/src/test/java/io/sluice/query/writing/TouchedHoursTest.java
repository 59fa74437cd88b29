package io.sluice.query.writing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TouchedHoursTest {
    private static final long HOUR = 3_600_000_000L;

    record Row(int series, long time) {}

    @Test
    void rowsOfOneHourAreOneMark() {
        TouchedHours touched = new TouchedHours();
        touched.add(1, 5);
        touched.add(1, HOUR - 1);
        touched.add(1, HOUR);
        touched.add(2, HOUR + 1);

        assertThat(touched.series()).containsExactly(1, 1, 2);
        assertThat(touched.hours()).containsExactly(0, 1, 1);
        assertThat(touched.since()).containsExactly(5, HOUR, HOUR + 1);
    }

    /** In any order, only with more marks. */
    @Property
    void everyRowIsInAMarkThatBeginsNoLater(@ForAll("rows") List<Row> rows) {
        TouchedHours touched = new TouchedHours();
        rows.forEach(row -> touched.add(row.series(), row.time()));

        Map<List<Long>, Long> since = new HashMap<>();
        for (int i = 0; i < touched.series().length; i++) {
            since.merge(
                    List.of((long) touched.series()[i], touched.hours()[i]),
                    touched.since()[i],
                    Long::min);
        }
        Map<List<Long>, Long> expected = new HashMap<>();
        rows.forEach(row ->
                expected.merge(
                        List.of((long) row.series(), Math.floorDiv(row.time(), HOUR)),
                        row.time(),
                        Long::min));
        assertThat(since).isEqualTo(expected);
        assertThat(touched.isEmpty()).isEqualTo(rows.isEmpty());
    }

    @Provide
    Arbitrary<List<Row>> rows() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.longs().between(-3 * HOUR, 3 * HOUR))
                .as(Row::new)
                .list()
                .ofMaxSize(200);
    }
}
