package io.sluice.contracts.devices;

import io.sluice.contracts.Topic;
import java.util.Map;

/**
 * Topic {@code devices}: {@link DeviceState} by device id, compacted. Owned by ingestion-service.
 */
public final class DevicesTopic {
    public static final Topic TOPIC = new Topic("devices", 6, Map.of("cleanup.policy", "compact"));

    private DevicesTopic() {}
}
