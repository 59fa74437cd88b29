package io.sluice.query.point;

import io.sluice.query.answer.Column;
import io.sluice.query.answer.RowSink;
import io.sluice.query.tier.Aggregation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes buckets as rows of an answer: the time where they begin, and their aggregates. */
public final class BucketRow {
    private final List<Aggregation> aggregations;
    private final RowSink sink;

    public BucketRow(List<Aggregation> aggregations, RowSink sink) {
        this.aggregations = aggregations;
        this.sink = sink;
    }

    /** The only aggregate is the value; of many, each has a column with its name. */
    public static List<Column> columns(List<Aggregation> aggregations) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.time("time"));
        for (Aggregation aggregation : aggregations) {
            String name = aggregations.size() == 1 ? "value" : aggregation.text();
            columns.add(
                    aggregation == Aggregation.COUNT ? Column.integer(name) : Column.number(name));
        }
        return columns;
    }

    public double[] values(Summary summary) {
        return aggregations.stream().mapToDouble(summary::value).toArray();
    }

    /**
     * Writes a row.
     *
     * @param values one for each aggregation; what is no finite number is shown as null
     */
    public void write(long start, double[] values) {
        sink.time(start);
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                sink.nothing();
            } else if (aggregations.get(i) == Aggregation.COUNT) {
                sink.integer((long) values[i]);
            } else {
                sink.number(values[i]);
            }
        }
        sink.end();
    }

    /** What a bucket without readings has: no values, and a count of none. */
    double[] nothing() {
        double[] values = new double[aggregations.size()];
        Arrays.fill(values, Double.NaN);
        return uncounted(values);
    }

    /** The values with counts of none: whatever is filled in, it was not counted. */
    double[] uncounted(double[] values) {
        double[] copy = values.clone();
        for (int i = 0; i < copy.length; i++) {
            if (aggregations.get(i) == Aggregation.COUNT) {
                copy[i] = 0;
            }
        }
        return copy;
    }
}
