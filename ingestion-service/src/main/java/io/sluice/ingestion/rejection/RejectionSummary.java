package io.sluice.ingestion.rejection;

import io.sluice.contracts.rejections.RejectedReading;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * A rejection without its raw bytes.
 *
 * @param deviceId empty when it is not known
 * @param readings how many readings it stands for
 * @param item the place of the item in its message, -1 for the whole message
 */
record RejectionSummary(
        RejectionId id,
        String code,
        String message,
        String deviceId,
        int readings,
        Instant receivedAt,
        String transport,
        String address,
        String sourceStream,
        long sequence,
        int item) {
    static RejectionSummary of(RejectionId id, RejectedReading rejected) {
        return new RejectionSummary(
                id,
                rejected.getCode(),
                rejected.getMessage(),
                rejected.getDeviceId(),
                rejected.getReadings(),
                Instant.EPOCH.plus(rejected.getReceivedAt(), ChronoUnit.MICROS),
                rejected.getTransport().name().toLowerCase(Locale.ROOT),
                rejected.getAddress(),
                rejected.getSourceStream(),
                rejected.getSequence(),
                rejected.getItem());
    }
}
