package io.sluice.benchmarks.slicing;

import io.sluice.slicing.Measure;
import io.sluice.slicing.PeriodicWindow;
import io.sluice.slicing.Query;
import io.sluice.slicing.SessionWindow;
import io.sluice.slicing.WindowSink;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A bucket per window (thesis, 4.3.3): each tuple is added to the partial aggregate of every window
 * that it is in, which is looked up in a hash map. Sessions are buckets that merge.
 */
final class AggregateBuckets implements WindowTechnique {
    private final Query[] queries;
    private final PeriodicWindow[] windows;
    private final SessionBuckets[] sessions;
    private final BucketMap buckets = new BucketMap();
    private final PriorityQueue<Bucket> byEnd = new PriorityQueue<>(Bucket.BY_END);
    private final EndedWindow ended;
    private long watermark = Long.MIN_VALUE;

    AggregateBuckets(List<Query> all, WindowSink sink) {
        List<Query> periodic = new ArrayList<>();
        List<SessionBuckets> merging = new ArrayList<>();
        for (Query query : all) {
            switch (query.window()) {
                case PeriodicWindow window when window.measure() == Measure.TIME ->
                        periodic.add(query);
                case SessionWindow window -> merging.add(new SessionBuckets(query, window));
                default -> throw new IllegalArgumentException("no buckets for " + query.window());
            }
        }
        queries = periodic.toArray(Query[]::new);
        windows =
                periodic.stream()
                        .map(query -> (PeriodicWindow) query.window())
                        .toArray(PeriodicWindow[]::new);
        sessions = merging.toArray(SessionBuckets[]::new);
        ended = new EndedWindow(sink, all.getFirst());
    }

    @Override
    public void process(long time, double value) {
        if (time <= watermark) {
            return;
        }
        for (int window = 0; window < windows.length; window++) {
            PeriodicWindow periodic = windows[window];
            long after = Math.max(-1, time - periodic.length());
            for (long start = periodic.startAtOrBefore(time);
                    start > after;
                    start -= periodic.slide()) {
                bucket(window, start).partial.add(time, value);
            }
        }
        for (SessionBuckets session : sessions) {
            session.add(time, value);
        }
    }

    private Bucket bucket(int window, long start) {
        Bucket there = buckets.get(window, start);
        if (there != null) {
            return there;
        }
        Bucket bucket =
                new Bucket(queries[window], window, start, start + windows[window].length());
        buckets.put(bucket);
        byEnd.add(bucket);
        return bucket;
    }

    @Override
    public void watermark(long time) {
        watermark = Math.max(watermark, time);
        for (Bucket next = byEnd.peek();
                next != null && next.end - 1 <= watermark;
                next = byEnd.peek()) {
            byEnd.remove();
            buckets.remove(next);
            ended.give(next.query, next.start, next.end, next.partial);
        }
        for (SessionBuckets session : sessions) {
            session.watermark(watermark, ended);
        }
    }
}
