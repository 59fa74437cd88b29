package io.sluice.benchmarks.slicing;

import io.sluice.slicing.Measure;
import io.sluice.slicing.PeriodicWindow;
import io.sluice.slicing.Query;
import io.sluice.slicing.SessionWindow;
import java.util.List;

/**
 * Finds, at each watermark, which windows have ended and which of the sorted tuples are theirs, and
 * forgets tuples that no window needs any more.
 */
final class EndedRanges {
    private final SortedTuples tuples;
    private final Cursor[] cursors;
    private long watermark = Long.MIN_VALUE;

    EndedRanges(List<Query> queries, SortedTuples tuples) {
        this.tuples = tuples;
        this.cursors = queries.stream().map(EndedRanges::cursor).toArray(Cursor[]::new);
    }

    private static Cursor cursor(Query query) {
        return switch (query.window()) {
            case PeriodicWindow window when window.measure() == Measure.TIME ->
                    new TimeCursor(query, window);
            case PeriodicWindow window -> new CountCursor(query, window);
            case SessionWindow window -> new SessionCursor(query, window.gap());
            default -> throw new IllegalArgumentException("no such windows: " + query.window());
        };
    }

    boolean isLate(long time) {
        return time <= watermark;
    }

    void watermark(long time, RangeSink sink) {
        if (time <= watermark) {
            return;
        }
        watermark = time;
        if (tuples.isEmpty()) {
            return;
        }
        long complete = tuples.firstAfter(time);
        long neededTime = Long.MAX_VALUE;
        long neededRank = complete;
        for (Cursor cursor : cursors) {
            cursor.advance(time, complete, tuples, sink);
            neededTime = Math.min(neededTime, cursor.neededTime());
            neededRank = Math.min(neededRank, cursor.neededRank());
        }
        tuples.forgetBefore(Math.min(neededRank, tuples.firstAfter(neededTime - 1)));
    }

    /** Takes the windows that ended. */
    interface RangeSink {
        /** The tuples of the window have the ranks {@code from} to before {@code to}. */
        void accept(Query query, long start, long end, long from, long to);
    }

    private sealed interface Cursor {
        /** Tuples before the rank {@code complete} are not after the watermark. */
        void advance(long watermark, long complete, SortedTuples tuples, RangeSink sink);

        /** Windows that have not ended have no tuples before. */
        default long neededTime() {
            return Long.MAX_VALUE;
        }

        /** Windows that have not ended have no tuples before. */
        default long neededRank() {
            return Long.MAX_VALUE;
        }
    }

    private static final class TimeCursor implements Cursor {
        private final Query query;
        private final PeriodicWindow window;
        private long nextEnd = Long.MIN_VALUE;

        TimeCursor(Query query, PeriodicWindow window) {
            this.query = query;
            this.window = window;
        }

        @Override
        public void advance(long watermark, long complete, SortedTuples tuples, RangeSink sink) {
            if (nextEnd - 1 > watermark && nextEnd != Long.MIN_VALUE) {
                return;
            }
            // Windows without tuples are passed over.
            long after = Math.max(nextEnd, tuples.time(tuples.first()) + 1) - 1;
            long upTo = Math.min(watermark + 1, tuples.time(tuples.next() - 1) + window.length());
            window.triggerWindows(after, upTo, (start, end) -> give(start, end, tuples, sink));
            nextEnd = endAfter(watermark + 1);
        }

        private long endAfter(long time) {
            return window.nextStart(time - window.length()) + window.length();
        }

        private void give(long start, long end, SortedTuples tuples, RangeSink sink) {
            long from = tuples.firstAfter(start - 1);
            long to = tuples.firstAfter(end - 1);
            if (start >= 0 && from < to) {
                sink.accept(query, start, end, from, to);
            }
        }

        @Override
        public long neededTime() {
            return nextEnd - window.length();
        }
    }

    private static final class CountCursor implements Cursor {
        private final Query query;
        private final PeriodicWindow window;
        private long nextEnd;

        CountCursor(Query query, PeriodicWindow window) {
            this.query = query;
            this.window = window;
            this.nextEnd = window.offset() + window.length();
        }

        @Override
        public void advance(long watermark, long complete, SortedTuples tuples, RangeSink sink) {
            for (; nextEnd <= complete; nextEnd += window.slide()) {
                long start = nextEnd - window.length();
                sink.accept(query, start, nextEnd, start, nextEnd);
            }
        }

        @Override
        public long neededRank() {
            return nextEnd - window.length();
        }
    }

    private static final class SessionCursor implements Cursor {
        private final Query query;
        private final long gap;
        private long seen;
        private long from;
        private long start;

        /** Of the open session; there is none at first and after one has ended. */
        private long end = Long.MIN_VALUE;

        SessionCursor(Query query, long gap) {
            this.query = query;
            this.gap = gap;
        }

        @Override
        public void advance(long watermark, long complete, SortedTuples tuples, RangeSink sink) {
            for (; seen < complete; seen++) {
                long time = tuples.time(seen);
                if (time >= end) {
                    close(sink);
                    start = time;
                    from = seen;
                }
                end = time + gap;
            }
            if (end - 1 <= watermark) {
                close(sink);
            }
        }

        private void close(RangeSink sink) {
            if (end != Long.MIN_VALUE) {
                sink.accept(query, start, end, from, seen);
                end = Long.MIN_VALUE;
            }
        }

        @Override
        public long neededRank() {
            return end == Long.MIN_VALUE ? seen : from;
        }
    }
}
