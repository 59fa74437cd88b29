package io.sluice.query.retention;

import java.util.List;

/** The partitions of the table {@code reading}. */
interface RawPartitions {
    /** All of them, oldest first. */
    List<Partition> all();

    /** Lets all readings of a partition go at once, within the transaction of the caller. */
    void empty(Partition partition);

    /**
     * Removes a partition that has no readings, unless that would make others wait.
     *
     * @return whether it is gone
     */
    boolean dropIfEmpty(Partition partition);
}
