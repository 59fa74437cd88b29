package io.sluice.ingestion.device;

import java.time.Instant;

/**
 * What a device, or the broker in its last will, said last about its connection.
 *
 * @param status as it was said, such as {@code online} or {@code offline}
 * @param at when that arrived
 */
public record ConnectionStatus(String status, Instant at) {}
