package io.sluice.query.point;

import io.sluice.query.answer.RowSink;
import org.jspecify.annotations.Nullable;

/** Writes readings up to a number of them, and remembers where to go on. */
final class PagedReadings implements PointRows {
    private final RowSink sink;
    private final int most;
    private long written;
    private long time;
    private int ordinal;
    private boolean hasMore;

    PagedReadings(RowSink sink, int most) {
        this.sink = sink;
        this.most = most;
    }

    @Override
    public void take(long time, int ordinal, double value, int quality) {
        if (written == most) {
            hasMore = true;
            return;
        }
        ReadingRow.write(sink, time, ordinal, value, quality);
        this.time = time;
        this.ordinal = ordinal;
        written++;
    }

    long written() {
        return written;
    }

    /** The cursor of the next page; null at the end. */
    @Nullable String next() {
        return hasMore ? new PointPlace(time, ordinal).toCursor() : null;
    }
}
