package io.sluice.query.live;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Live sessions.
 *
 * @param sessions the most of them that an instance holds
 * @param pause between two updates of a session, at least
 * @param heartbeat how often a session that has no news says that it is there; a client that went
 *     away is noticed then
 */
@Validated
@ConfigurationProperties("sluice.live")
record LiveProperties(
        @DefaultValue("100") @Min(0) @Max(10_000) int sessions,
        @DefaultValue("100ms") Duration pause,
        @DefaultValue("10s") Duration heartbeat) {
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofSeconds(20);

    LiveProperties {
        check("pause", pause);
        check("heartbeat", heartbeat);
    }

    private static void check(String name, Duration duration) {
        if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "sluice.live." + name + " " + duration + " is not between 10 ms and 20 s");
        }
    }
}
