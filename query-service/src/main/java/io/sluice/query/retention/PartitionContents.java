package io.sluice.query.retention;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What there is to know about a partition that has readings which may go.
 *
 * @param toGo of the series that have such readings
 * @param present all series that have readings in it
 * @param unfinishedHours how many of its hours have rollups that are not up to date
 */
record PartitionContents(
        Partition partition, List<RawToGo> toGo, Set<Integer> present, long unfinishedHours) {
    PartitionContents {
        toGo = List.copyOf(toGo);
        present = Set.copyOf(present);
    }

    /**
     * Readings of a series that may go.
     *
     * @param from the first day that has any
     * @param until the day after the last one
     */
    record RawToGo(int series, Instant from, Instant until, long rows) {}
}
