package io.sluice.ingestion.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.readings.ReadingBatch;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ReadingBatchBuilderTest {
    @Property
    void columnsSayWhatTheReadingsSaid(@ForAll("readings") List<Reading> readings) {
        ReadingBatch batch = new ReadingBatchBuilder("d").addAll(readings).build();

        assertThat(readBack(batch)).isEqualTo(readings);
        assertThat(batch.getUnitCount()).isIn(0, batch.getMetricCount());
    }

    @Provide
    Arbitrary<List<Reading>> readings() {
        Arbitrary<String> metrics = Arbitraries.of("t", "h", "p", "PM2.5");
        Arbitrary<Long> times =
                Arbitraries.longs().between(946_684_800_000_000L, 4_102_444_800_000_000L);
        Arbitrary<Double> values = Arbitraries.doubles().filter(Double::isFinite);
        // A metric has one unit in a batch; what is tested here is that it stays with its metric.
        return Combinators.combine(
                        metrics,
                        times,
                        Arbitraries.integers().between(0, 3),
                        values,
                        Arbitraries.integers().between(0, 15))
                .as((metric, time, ordinal, value, quality) ->
                        new Reading(
                                metric,
                                metric.equals("t") ? "Cel" : null,
                                time,
                                ordinal,
                                value,
                                quality))
                .list()
                .ofMaxSize(50);
    }

    private static List<Reading> readBack(ReadingBatch batch) {
        List<Reading> readings = new ArrayList<>();
        long time = 0;
        for (int i = 0; i < batch.getValueCount(); i++) {
            time += batch.getTimeDelta(i);
            int metric = batch.getMetricIndex(i);
            String unit = batch.getUnitCount() == 0 ? "" : batch.getUnit(metric);
            readings.add(
                    new Reading(
                            batch.getMetric(metric),
                            unit.isEmpty() ? null : unit,
                            time,
                            batch.getOrdinalCount() == 0 ? 0 : batch.getOrdinal(i),
                            batch.getValue(i),
                            batch.getQualityCount() == 0 ? 0 : batch.getQuality(i)));
        }
        return readings;
    }
}
