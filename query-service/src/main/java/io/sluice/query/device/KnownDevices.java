package io.sluice.query.device;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The registered devices in memory, as one thread that follows the topic tells them. What it holds
 * counts once the follower has caught up; what it does not hold is not registered only as long as
 * all devices had room.
 */
final class KnownDevices {
    private final int limit;
    private volatile Devices now = new Devices();

    KnownDevices(int limit) {
        this.limit = limit;
    }

    private static final class Devices {
        private final Map<String, DeviceVersion> byId = new ConcurrentHashMap<>();
        private volatile boolean caughtUp;
        private volatile boolean overflowed;
    }

    /** Forgets everything: the topic is read from its beginning. */
    void begin() {
        now = new Devices();
    }

    /** Takes a state of a device; one that is older than what is known changes nothing. */
    void put(DeviceVersion state) {
        Devices devices = now;
        String id = state.device().id();
        DeviceVersion known = devices.byId.get(id);
        if (known == null && devices.byId.size() >= limit) {
            devices.overflowed = true;
        } else if (known == null || known.version() <= state.version()) {
            devices.byId.put(id, state);
        }
    }

    void remove(String id) {
        now.byId.remove(id);
    }

    /** Everything that was in the topic when reading began is known. */
    void caughtUp() {
        now.caughtUp = true;
    }

    /** What is to be said of a device, or that the table must be asked. */
    Knowledge of(String id) {
        Devices devices = now;
        if (!devices.caughtUp) {
            return new Knowledge(Optional.empty(), false);
        }
        boolean complete = !devices.overflowed;
        Optional<Device> device =
                Optional.ofNullable(devices.byId.get(id)).map(DeviceVersion::device);
        return new Knowledge(device, complete || device.isPresent());
    }

    /**
     * What is known of one device.
     *
     * @param device empty if it is not registered, or if that is not known
     * @param certain whether this can be relied on
     */
    record Knowledge(Optional<Device> device, boolean certain) {}

    int size() {
        return now.byId.size();
    }
}
