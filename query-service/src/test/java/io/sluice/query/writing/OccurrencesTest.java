package io.sluice.query.writing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Batches with few series, times and values, so that identities and values meet again and again.
 */
class OccurrencesTest {
    record Row(int series, long time, int ordinal, double value, int stream) {
        List<Object> identity() {
            return List.of(series, time, ordinal);
        }
    }

    @Property
    void orderIsThatOfThePrimaryKeyAndOfTheArrival(@ForAll("rows") List<Row> rows) {
        RowBatch batch = batch(rows);

        int[] order = RowOrder.of(batch);

        assertThat(order).hasSize(rows.size());
        assertThat(IntStream.of(order).boxed()).doesNotHaveDuplicates();
        for (int i = 1; i < order.length; i++) {
            int compared = batch.compare(order[i - 1], order[i]);
            assertThat(compared < 0 || (compared == 0 && order[i - 1] < order[i])).isTrue();
        }
    }

    @Property
    void fatesAreThoseOfWritingRowAfterRow(@ForAll("rows") List<Row> rows) {
        StreamCounts counts = new StreamCounts();
        List.of("s0", "s1").forEach(counts::indexOf);

        Occurrences occurrences = Occurrences.of(batch(rows), counts);

        Map<List<Object>, Double> table = new HashMap<>();
        long[] duplicates = new long[2];
        long[] corrections = new long[2];
        List<List<Object>> identities = new ArrayList<>();
        for (Row row : rows) {
            Double before = table.put(row.identity(), row.value());
            if (before == null) {
                identities.add(row.identity());
            } else if (before == row.value()) {
                duplicates[row.stream()]++;
            } else {
                corrections[row.stream()]++;
            }
        }
        for (int stream = 0; stream < 2; stream++) {
            assertThat(counts.count(stream, StreamCounts.Fate.DUPLICATE))
                    .isEqualTo(duplicates[stream]);
            assertThat(counts.count(stream, StreamCounts.Fate.CORRECTED))
                    .isEqualTo(corrections[stream]);
        }
        assertThat(IntStream.of(occurrences.firsts()).mapToObj(row -> rows.get(row).identity()))
                .containsExactlyInAnyOrderElementsOf(identities);
        Map<List<Object>, Double> written = new HashMap<>();
        IntStream.of(occurrences.firsts())
                .mapToObj(rows::get)
                .forEach(row -> written.put(row.identity(), row.value()));
        IntStream.of(occurrences.finals())
                .mapToObj(rows::get)
                .forEach(row -> written.put(row.identity(), row.value()));
        assertThat(written).isEqualTo(table);
    }

    @Provide
    Arbitrary<List<Row>> rows() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.longs().between(0, 5),
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.of(1.0, 2.0),
                        Arbitraries.integers().between(0, 1))
                .as(Row::new)
                .list()
                .ofMaxSize(60);
    }

    private static RowBatch batch(List<Row> rows) {
        RowBatch batch = new RowBatch(1);
        rows.forEach(row ->
                batch.add(row.series(), row.time(), row.ordinal(), row.value(), 0, row.stream()));
        return batch;
    }
}
