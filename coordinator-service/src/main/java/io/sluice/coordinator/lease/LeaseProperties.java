package io.sluice.coordinator.lease;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How tasks are handed out.
 *
 * @param duration how long a node has for a task, unless it renews the lease
 * @param longestWait how long a node may wait for a task in one request
 * @param strategy which of several nodes that ask gets a task
 * @param lookEvery how often the queue is looked at without a signal, and for leases that ran out
 * @param largestOutput the most bytes of an output
 * @param mostInFlight the most memory of results that are being written on one replica
 */
@ConfigurationProperties("sluice.leases")
public record LeaseProperties(
        @DefaultValue("30s") Duration duration,
        @DefaultValue("60s") Duration longestWait,
        @DefaultValue("round-robin") DispatchStrategy strategy,
        @DefaultValue("250ms") Duration lookEvery,
        @DefaultValue("1MB") DataSize largestOutput,
        @DefaultValue("64MB") DataSize mostInFlight) {
    public LeaseProperties {
        if (!duration.isPositive() || longestWait.isNegative() || !lookEvery.isPositive()) {
            throw new IllegalArgumentException(
                    "sluice.leases: duration "
                            + duration
                            + ", longest-wait "
                            + longestWait
                            + " or look-every "
                            + lookEvery);
        }
    }

    /** The duration, as the database takes it. */
    double seconds() {
        return duration.toMillis() / 1000.0;
    }
}
