package io.sluice.query.device;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the register says of a device.
 *
 * @param expectedInterval how often a reading of each series is expected, or null
 */
public record Device(
        String id,
        @Nullable String name,
        @Nullable String type,
        @Nullable String location,
        Map<String, String> labels,
        @Nullable Duration expectedInterval) {
    public Device {
        labels = Map.copyOf(labels);
    }

    public Optional<Duration> interval() {
        return Optional.ofNullable(expectedInterval);
    }
}
