package io.sluice.coordinator.result;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Live streams of results.
 *
 * @param streams the most of them that an instance serves; each has a reader of the topic
 * @param heartbeat how often a stream that has no news says that it is there; a client that went
 *     away is noticed then
 */
@Validated
@ConfigurationProperties("sluice.live-results")
record LiveResultsProperties(
        @DefaultValue("50") @Min(0) @Max(1_000) int streams,
        @DefaultValue("15s") Duration heartbeat) {
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    LiveResultsProperties {
        if (heartbeat.compareTo(SHORTEST) < 0 || heartbeat.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "sluice.live-results.heartbeat "
                            + heartbeat
                            + " is not between 100 ms and 1 min");
        }
    }
}
