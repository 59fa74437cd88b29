package io.sluice.coordinator.lease;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A lease, as it is sent.
 *
 * @param leaseDuration how long the node has from when it was made, by nobody's clock
 */
record LeaseResponse(
        UUID taskId,
        long token,
        String model,
        String version,
        @JsonRawValue @Nullable String payload,
        @Nullable String payloadReference,
        int priority,
        @Nullable String deviceId,
        int attempt,
        int maxAttempts,
        Instant submittedAt,
        @Nullable Instant deadline,
        Instant leasedUntil,
        Duration leaseDuration) {

    /** Leases that a node gets together. */
    record LeasesResponse(List<LeaseResponse> leases) {
        static LeasesResponse of(List<Lease> leases, LeaseProperties properties) {
            return new LeasesResponse(
                    leases.stream()
                            .map(lease -> LeaseResponse.of(lease, properties.duration()))
                            .toList());
        }
    }

    private static LeaseResponse of(Lease lease, Duration usual) {
        return new LeaseResponse(
                lease.task(),
                lease.token(),
                lease.model(),
                lease.version(),
                lease.payload(),
                lease.payloadReference(),
                lease.priority(),
                lease.deviceId(),
                lease.attempt(),
                lease.maxAttempts(),
                lease.submittedAt(),
                lease.deadline(),
                lease.leasedUntil(),
                usual);
    }
}
