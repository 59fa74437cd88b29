package io.sluice.coordinator.storm;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What happened in a storm: what clients were told, and what the database has noted.
 *
 * @param submitted the tasks that were taken, by their idempotency keys
 * @param promised what workers were told of leases
 * @param accepted the results that workers were told are taken
 * @param changes in their order
 * @param outbox the tasks whose records were written to be sent, as often as that happened
 * @param capacities by node
 */
record StormHistory(
        Map<String, UUID> submitted,
        List<Promised> promised,
        List<Accepted> accepted,
        List<Change> changes,
        List<UUID> outbox,
        Map<String, Integer> capacities) {}
