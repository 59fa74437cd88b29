package io.sluice.coordinator.housekeeping;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The locks by which one replica at a time does something.
 *
 * @param timeToLive how long a lock that is not renewed is believed: after it another replica goes
 *     on for one that was killed
 */
@ConfigurationProperties("sluice.locks")
record LockProperties(@DefaultValue("8s") Duration timeToLive) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    LockProperties {
        if (timeToLive.compareTo(SHORTEST) < 0 || timeToLive.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "sluice.locks.time-to-live " + timeToLive + " is not between 1 s and 10 min");
        }
    }
}
