package io.sluice.query.point;

/** The width of the buckets that readings are summed up in. */
public enum Resolution {
    /** The whole range is one bucket. */
    WHOLE,
    /** Full hours, UTC. */
    HOURLY,
    /** Days, UTC. */
    DAILY
}
