package io.sluice.query.retention;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The retention.
 *
 * @param enabled false for an instance that runs it only when it is asked to
 * @param interval how long after a run the next one begins
 * @param rowsAtOnce about how many rows one transaction deletes
 * @param restoredKept how long what was restored from the archive stays
 */
@Validated
@ConfigurationProperties("sluice.retention")
record RetentionProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("1h") Duration interval,
        @DefaultValue("50000") @Min(100) @Max(1_000_000) int rowsAtOnce,
        @DefaultValue("7d") Duration restoredKept) {
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    RetentionProperties {
        if (interval.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "sluice.retention.interval " + interval + " is shorter than " + SHORTEST);
        }
        if (restoredKept.isNegative()) {
            throw new IllegalArgumentException(
                    "sluice.retention.restored-kept " + restoredKept + " is less than nothing");
        }
    }
}
