package io.sluice.coordinator.node;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A thing that runs models.
 *
 * @param capacity the most leases that it has at one time
 * @param models what it runs: by name the versions that it holds
 * @param labels what else is to be known of it, such as {@code gpu = yes}
 * @param push true if tasks are sent to it over MQTT
 * @param incarnation one start of its program
 * @param leases how many live leases it has
 * @param succeeded how many tasks it has done
 * @param failed how many tasks it has given up
 */
public record Node(
        String id,
        @Nullable String address,
        int capacity,
        Map<String, List<String>> models,
        Map<String, String> labels,
        boolean push,
        boolean draining,
        String incarnation,
        @Nullable NodeLoad load,
        Instant registeredAt,
        Instant lastHeardAt,
        NodeState state,
        long leases,
        long succeeded,
        long failed) {}
