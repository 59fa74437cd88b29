package io.sluice.query.writing;

import java.util.List;

/** The part of a topic that one transaction writes. */
record TopicProgress(String topic, List<Step> steps) {
    /**
     * The part of one partition.
     *
     * @param since the first offset of it
     * @param until the offset after the last
     */
    record Step(int partition, long since, long until) {}
}
