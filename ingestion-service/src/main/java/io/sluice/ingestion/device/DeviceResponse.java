package io.sluice.ingestion.device;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A device as it is shown.
 *
 * @param status what it said last of its connection, or null
 * @param statusAt when it said so, or null
 * @param version counts the changes, from 1
 */
record DeviceResponse(
        String id,
        String name,
        String type,
        String location,
        Map<String, String> labels,
        @Nullable Duration expectedInterval,
        @Nullable LocalDate installedDate,
        @Nullable String status,
        @Nullable Instant statusAt,
        long version) {
    /**
     * Some devices, in the order of their ids.
     *
     * @param next where to go on ({@code after=}), or null at the end
     */
    record Page(List<DeviceResponse> devices, @Nullable String next) {}

    static DeviceResponse of(RegisteredDevice registered) {
        Device device = registered.device();
        return new DeviceResponse(
                device.id(),
                device.name(),
                device.type(),
                device.location(),
                device.labels(),
                device.expectedInterval(),
                device.installedDate(),
                registered.connection().map(ConnectionStatus::status).orElse(null),
                registered.connection().map(ConnectionStatus::at).orElse(null),
                registered.version());
    }
}
