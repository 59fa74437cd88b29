package io.sluice.query.writing;

import java.util.List;

/**
 * The part of a topic that one transaction writes.
 *
 * @param caughtUp whether it may be the last for now. If the database took such a part back in a
 *     crash, no record would come that shows it; each other part is followed by records, which find
 *     the offset where they do not expect it
 */
record TopicProgress(String topic, List<Step> steps, boolean caughtUp) {
    /**
     * The part of one partition.
     *
     * @param since the first offset of it
     * @param until the offset after the last
     */
    record Step(int partition, long since, long until) {}
}
