package io.sluice.ingestion.reading;

import java.time.Duration;

/**
 * What a reading must keep to.
 *
 * @param maxMetrics the most metrics of one item
 * @param maxAhead a time further ahead of now is not believed
 * @param suspectAhead a time further ahead of now is marked
 * @param lateAfter a reading that arrives later after its time is marked
 */
record ScreeningLimits(
        int maxMetrics, Duration maxAhead, Duration suspectAhead, Duration lateAfter) {}
