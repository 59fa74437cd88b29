package io.sluice.query.rollup;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The refresher of rollups. It runs where the writer does.
 *
 * @param enabled false to leave the marks to other instances
 * @param interval how long it waits when no marks are left; 10 ms to 1 h
 * @param hoursAtOnce the most marks that one transaction takes; 1 to 1,000,000
 */
@ConfigurationProperties("sluice.rollups")
record RollupProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("1s") Duration interval,
        @DefaultValue("10000") int hoursAtOnce) {
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int MOST = 1_000_000;

    RollupProperties {
        if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "sluice.rollups.interval " + interval + " is not between 10 ms and 1 h");
        }
        if (hoursAtOnce < 1 || hoursAtOnce > MOST) {
            throw new IllegalArgumentException(
                    "sluice.rollups.hours-at-once "
                            + hoursAtOnce
                            + " is not between 1 and 1,000,000");
        }
    }
}
