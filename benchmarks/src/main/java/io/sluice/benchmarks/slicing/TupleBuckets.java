package io.sluice.benchmarks.slicing;

import io.sluice.slicing.Measure;
import io.sluice.slicing.PeriodicWindow;
import io.sluice.slicing.Query;
import io.sluice.slicing.WindowSink;
import java.util.ArrayList;
import java.util.List;

/**
 * A bucket with its tuples for each tumbling window on counts (thesis, table 4.1, row 4). A tuple
 * out of order goes into the bucket of its rank, and the last tuple of that one and of each later
 * one moves to the next. Windows are computed when they end.
 */
final class TupleBuckets implements WindowTechnique {
    private final List<CountBuckets> queries = new ArrayList<>();
    private final EndedWindow ended;
    private long watermark = Long.MIN_VALUE;

    TupleBuckets(List<Query> all, WindowSink sink) {
        for (Query query : all) {
            if (!(query.window() instanceof PeriodicWindow window)
                    || window.measure() != Measure.COUNT
                    || window.slide() != window.length()) {
                throw new IllegalArgumentException("no such buckets for " + query.window());
            }
            queries.add(new CountBuckets(query, (int) window.length()));
        }
        ended = new EndedWindow(sink, all.getFirst());
    }

    @Override
    public void process(long time, double value) {
        if (time > watermark) {
            for (CountBuckets buckets : queries) {
                buckets.add(time, value);
            }
        }
    }

    @Override
    public void watermark(long time) {
        watermark = Math.max(watermark, time);
        for (CountBuckets buckets : queries) {
            buckets.watermark(watermark, ended);
        }
    }

    /** The buckets of one query, of which all but the last are full. */
    private static final class CountBuckets {
        private final Query query;
        private final int length;
        private final Partial partial;
        private final List<TupleBucket> byRank = new ArrayList<>();
        private long start;

        CountBuckets(Query query, int length) {
            this.query = query;
            this.length = length;
            this.partial = Partial.of(query.aggregation());
        }

        void add(long time, double value) {
            int at = Math.max(0, byRank.size() - 1);
            while (at > 0 && byRank.get(at).time(0) > time) {
                at--;
            }
            if (at == byRank.size() || belongsAfter(byRank.get(at), time)) {
                addFirst(byRank.isEmpty() ? 0 : at + 1, time, value);
                return;
            }
            TupleBucket bucket = byRank.get(at);
            if (bucket.size() < length) {
                bucket.add(time, value);
                return;
            }
            long lastTime = bucket.time(length - 1);
            double lastValue = bucket.value(length - 1);
            bucket.removeLast();
            bucket.add(time, value);
            addFirst(at + 1, lastTime, lastValue);
        }

        private boolean belongsAfter(TupleBucket bucket, long time) {
            return bucket.size() == length && bucket.time(length - 1) <= time;
        }

        /** A tuple that is before all of a bucket and of those after it. */
        private void addFirst(int bucketAt, long firstTime, double firstValue) {
            long time = firstTime;
            double value = firstValue;
            for (int at = bucketAt; at < byRank.size(); at++) {
                TupleBucket bucket = byRank.get(at);
                if (bucket.size() < length) {
                    bucket.addFirst(time, value);
                    return;
                }
                long lastTime = bucket.time(length - 1);
                double lastValue = bucket.value(length - 1);
                bucket.removeLast();
                bucket.addFirst(time, value);
                time = lastTime;
                value = lastValue;
            }
            TupleBucket bucket = new TupleBucket();
            bucket.add(time, value);
            byRank.add(bucket);
        }

        void watermark(long time, EndedWindow ended) {
            while (!byRank.isEmpty()
                    && byRank.getFirst().size() == length
                    && byRank.getFirst().time(length - 1) <= time) {
                TupleBucket bucket = byRank.removeFirst();
                partial.clear();
                for (int place = 0; place < length; place++) {
                    partial.add(bucket.time(place), bucket.value(place));
                }
                ended.give(query, start, start + length, partial);
                start += length;
            }
        }
    }
}
