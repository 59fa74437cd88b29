package io.sluice.ingestion.reading;

import java.util.List;

/**
 * The readings of one device in one message, in the order they stand there.
 *
 * @param timedOnArrival true when at least one of them has no time of its own
 */
public record DeviceReadings(String deviceId, List<Reading> readings, boolean timedOnArrival) {}
