package io.sluice.ingestion.device;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * The ids of registered devices in memory, so that taking a reading asks no database. Fed by this
 * instance's own changes and by the topic {@code devices}: it may lag behind what other instances
 * did, and holds nothing that was removed long ago.
 */
@Component
final class KnownDevices {
    private final Set<String> ids = ConcurrentHashMap.newKeySet();

    boolean contains(String id) {
        return ids.contains(id);
    }

    void add(String id) {
        ids.add(id);
    }

    void remove(String id) {
        ids.remove(id);
    }
}
