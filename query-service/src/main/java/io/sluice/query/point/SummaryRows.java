package io.sluice.query.point;

/** Takes buckets, one after the other. */
@FunctionalInterface
public interface SummaryRows {
    void take(Summary summary);
}
