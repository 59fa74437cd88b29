package io.sluice.ingestion.device;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A device and what is known of it beside its registration.
 *
 * @param connectionStatus or null when it never said anything about it
 * @param version counts the changes of both, from 1
 */
public record RegisteredDevice(
        Device device, @Nullable ConnectionStatus connectionStatus, long version) {
    public Optional<ConnectionStatus> connection() {
        return Optional.ofNullable(connectionStatus);
    }
}
