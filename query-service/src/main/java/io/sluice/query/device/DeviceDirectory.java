package io.sluice.query.device;

import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * Finds what the register says of devices: in memory, where the topic {@code devices} is followed,
 * and in the table as long as that has not caught up, or does not have room for all.
 */
@Service
public final class DeviceDirectory {
    private final KnownDevices memory;
    private final PostgresDevices table;

    DeviceDirectory(KnownDevices memory, PostgresDevices table) {
        this.memory = memory;
        this.table = table;
    }

    /** A device, if it is registered. */
    public Optional<Device> find(String id) {
        KnownDevices.Knowledge knowledge = memory.of(id);
        return knowledge.certain() ? knowledge.device() : table.find(id);
    }
}
