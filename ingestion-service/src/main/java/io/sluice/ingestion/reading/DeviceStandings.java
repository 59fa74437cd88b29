package io.sluice.ingestion.reading;

import java.util.Set;

/**
 * What is known of the devices that a message names.
 *
 * @param admitted those that readings are taken of
 * @param overLimit those of them that send too much
 * @param limit what too much is, for people
 */
record DeviceStandings(Set<String> admitted, Set<String> overLimit, String limit) {}
