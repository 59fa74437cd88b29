package io.sluice.query.point;

import io.sluice.query.tier.Bucket;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Puts rows between the buckets that have readings. Buckets come in ascending order. */
public final class GapFilling {
    private final Fill fill;
    private final Bucket bucket;
    private final LongPredicate isShown;
    private final BucketRow row;
    private long next;
    private long lastStart;
    private double @Nullable [] last;

    /**
     * Begins before the first bucket.
     *
     * @param from the beginning of the range: microseconds since 1970
     * @param isShown whether an empty bucket that begins at a time belongs to the question
     */
    public GapFilling(Fill fill, Bucket bucket, long from, LongPredicate isShown, BucketRow row) {
        this.fill = fill;
        this.bucket = bucket;
        this.isShown = isShown;
        this.row = row;
        this.next = bucket.start(from);
    }

    public void add(long start, double[] values) {
        fillUntil(start, values);
        row.write(start, values);
        last = values;
        lastStart = start;
        next = bucket.next(start);
    }

    /** There are no more buckets with readings until the end of the range. */
    public void end(long to) {
        fillUntil(to, null);
    }

    private void fillUntil(long end, double @Nullable [] following) {
        for (; next < end; next = bucket.next(next)) {
            double[] values = between(end, following);
            if (values != null && isShown.test(next)) {
                row.write(next, values);
            }
        }
    }

    private double @Nullable [] between(long end, double @Nullable [] following) {
        double[] before = last;
        return switch (fill) {
            case NONE -> null;
            case NULL -> row.nothing();
            case PREVIOUS -> before == null ? null : row.uncounted(before);
            case LINEAR ->
                    before == null || following == null
                            ? null
                            : row.uncounted(onTheLine(before, following, end));
        };
    }

    private double[] onTheLine(double[] before, double[] following, long end) {
        double share = (double) (next - lastStart) / (end - lastStart);
        double[] values = new double[before.length];
        for (int i = 0; i < values.length; i++) {
            // Not of the difference, which may be beyond what a double can hold.
            values[i] = before[i] * (1 - share) + following[i] * share;
        }
        return values;
    }
}
