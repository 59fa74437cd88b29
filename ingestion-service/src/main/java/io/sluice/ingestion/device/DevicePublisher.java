package io.sluice.ingestion.device;

import java.util.List;

/** Where changes of the register are made known to everybody. */
interface DevicePublisher {
    /**
     * Returns when all of it is durable.
     *
     * @param changed as they are now
     * @param removed the ids of devices that are no more
     * @throws io.sluice.ingestion.problem.IngestionException {@code kafka_unavailable}; part of it
     *     may be done
     */
    void publish(List<RegisteredDevice> changed, List<String> removed);
}
