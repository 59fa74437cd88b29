package io.sluice.ingestion.payload;

import io.sluice.ingestion.problem.ErrorCode;
import io.sluice.ingestion.problem.IngestionException;

/** Counts the readings of a message and stops when there are too many. */
final class ReadingLimit {
    private final int max;
    private int count;

    ReadingLimit(int max) {
        this.max = max;
    }

    void count(int readings) {
        count += readings;
        if (count > max) {
            throw new IngestionException(
                    ErrorCode.TOO_MANY_READINGS,
                    "the message holds more than " + max + " readings; send it in parts");
        }
    }
}
