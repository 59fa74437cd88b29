package io.sluice.ingestion.rejection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import org.springframework.stereotype.Component;

/** The newest rejections in memory, so that looking for one reads no topic. */
@Component
final class RejectionIndex {
    /** How many of each partition are read at the start, and how many there are in all later. */
    static final int NEWEST = 10_000;

    private static final Comparator<RejectionSummary> NEWEST_FIRST =
            Comparator.comparing(RejectionSummary::receivedAt)
                    .reversed()
                    .thenComparingInt(summary -> summary.id().partition())
                    .thenComparing(summary -> summary.id().offset(), Comparator.reverseOrder());

    private final ConcurrentSkipListSet<RejectionSummary> summaries =
            new ConcurrentSkipListSet<>(NEWEST_FIRST);

    void add(RejectionSummary summary) {
        if (summaries.add(summary) && summaries.size() > NEWEST) {
            summaries.pollLast();
        }
    }

    /** The newest that match, newest first. */
    List<RejectionSummary> find(RejectionFilter filter, int limit) {
        List<RejectionSummary> found = new ArrayList<>();
        Iterator<RejectionSummary> all = summaries.iterator();
        while (found.size() < limit && all.hasNext()) {
            RejectionSummary summary = all.next();
            if (filter.matches(summary.code(), summary.deviceId())) {
                found.add(summary);
            }
        }
        return found;
    }
}
