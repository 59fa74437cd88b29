package io.sluice.query.point;

import io.sluice.query.tier.Aggregation;
import io.sluice.query.tier.Bucket;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Sums readings up as a reader of the documents would: from all of them, one bucket at a time. */
final class BucketOracle {
    /** A reading. */
    record Reading(long time, int ordinal, double value, int quality) {}

    private final List<Reading> readings;

    /** Of readings in the order of time and ordinal. */
    BucketOracle(List<Reading> readings) {
        this.readings = List.copyOf(readings);
    }

    /** The value of each bucket of a range that has readings, by its beginning. */
    NavigableMap<Long, Double> values(
            Bucket bucket, TimeRange range, Aggregation aggregation, Predicate<Reading> filter) {
        NavigableMap<Long, List<Reading>> byStart = new TreeMap<>();
        for (Reading reading : readings) {
            boolean inRange =
                    reading.time() >= range.fromMicros() && reading.time() < range.toMicros();
            if (inRange && filter.test(reading)) {
                byStart.computeIfAbsent(bucket.start(reading.time()), _ -> new ArrayList<>())
                        .add(reading);
            }
        }
        NavigableMap<Long, Double> values = new TreeMap<>();
        byStart.forEach((start, inBucket) -> values.put(start, value(inBucket, aggregation)));
        return values;
    }

    private static double value(List<Reading> readings, Aggregation aggregation) {
        double[] values = readings.stream().mapToDouble(Reading::value).sorted().toArray();
        double mean = readings.stream().mapToDouble(Reading::value).average().orElseThrow();
        Reading first = readings.getFirst();
        Reading last = readings.getLast();
        return switch (aggregation) {
            case AVG -> mean;
            case MIN -> values[0];
            case MAX -> values[values.length - 1];
            case SUM -> mean * values.length;
            case COUNT -> values.length;
            case FIRST -> first.value();
            case LAST -> last.value();
            case STDDEV -> deviation(values, mean);
            case P50 -> percentile(values, 0.5);
            case P90 -> percentile(values, 0.9);
            case P99 -> percentile(values, 0.99);
            case RANGE -> values[values.length - 1] - values[0];
            case RATE ->
                    last.time() == first.time()
                            ? Double.NaN
                            : (last.value() - first.value()) * 1e6 / (last.time() - first.time());
        };
    }

    private static double deviation(double[] values, double mean) {
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return values.length < 2 ? Double.NaN : Math.sqrt(squares / (values.length - 1));
    }

    /** Between the two values that it lies between. */
    private static double percentile(double[] sorted, double fraction) {
        double place = fraction * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = (int) Math.ceil(place);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
