package io.sluice.query.device;

import java.util.Optional;
import org.springframework.stereotype.Service;

/** Finds what the register says of devices. */
@Service
public final class DeviceDirectory {
    private final PostgresDevices table;

    DeviceDirectory(PostgresDevices table) {
        this.table = table;
    }

    /** A device, if it is registered. */
    public Optional<Device> find(String id) {
        return table.find(id);
    }
}
