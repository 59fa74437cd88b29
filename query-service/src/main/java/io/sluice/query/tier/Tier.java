package io.sluice.query.tier;

import java.util.Locale;

/** A resolution at which series are kept. */
public enum Tier {
    /** Readings as they came. */
    RAW(1),
    /** Rollups of full hours, UTC. */
    HOURLY(3_600_000_000L),
    /** Rollups of days, UTC. */
    DAILY(86_400_000_000L);

    private final long micros;

    Tier(long micros) {
        this.micros = micros;
    }

    /** The length of its steps in microseconds. */
    public long micros() {
        return micros;
    }

    /** The beginning of the step that a time lies in: microseconds since 1970, not before it. */
    public long floor(long time) {
        return time - time % micros;
    }

    /** The first beginning of a step that is not before a time. */
    public long ceiling(long time) {
        return floor(time + micros - 1);
    }

    /** As it is shown. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
