package io.sluice.benchmarks.slicing;

import io.sluice.slicing.Query;
import io.sluice.slicing.SessionWindow;
import java.util.ArrayList;
import java.util.List;

/**
 * The open sessions of one query: each tuple is a session of its own, from its time for the gap,
 * which is merged with those that it overlaps.
 */
final class SessionBuckets {
    private final Query query;
    private final long gap;
    private final List<Session> byStart = new ArrayList<>();

    SessionBuckets(Query query, SessionWindow window) {
        this.query = query;
        this.gap = window.gap();
    }

    void add(long time, double value) {
        int at = byStart.size();
        while (at > 0 && byStart.get(at - 1).start > time) {
            at--;
        }
        // Sessions do not overlap: only the one before and the one after can be touched.
        boolean isInBefore = at > 0 && time < byStart.get(at - 1).end;
        boolean isInAfter = at < byStart.size() && time + gap > byStart.get(at).start;
        if (isInBefore) {
            Session before = byStart.get(at - 1);
            before.add(time, value, gap);
            if (isInAfter) {
                before.merge(byStart.remove(at));
            }
        } else if (isInAfter) {
            byStart.get(at).add(time, value, gap);
        } else {
            Session session = new Session(time, Partial.of(query.aggregation()));
            session.add(time, value, gap);
            byStart.add(at, session);
        }
    }

    void watermark(long time, EndedWindow ended) {
        while (!byStart.isEmpty() && byStart.getFirst().end - 1 <= time) {
            Session session = byStart.removeFirst();
            ended.give(query, session.start, session.end, session.partial);
        }
    }

    private static final class Session {
        private long start;
        private long end = Long.MIN_VALUE;
        private final Partial partial;

        Session(long start, Partial partial) {
            this.start = start;
            this.partial = partial;
        }

        void add(long time, double value, long gap) {
            start = Math.min(start, time);
            end = Math.max(end, time + gap);
            partial.add(time, value);
        }

        void merge(Session later) {
            end = Math.max(end, later.end);
            partial.merge(later.partial);
        }
    }
}
