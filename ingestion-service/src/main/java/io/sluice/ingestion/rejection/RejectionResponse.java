package io.sluice.ingestion.rejection;

import io.sluice.contracts.rejections.RejectedReading;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rejection as it is shown.
 *
 * @param id its name, to ask for it alone
 * @param deviceId null when it is not known
 * @param item the place of the item in its message; null for the whole message
 */
record RejectionResponse(
        String id,
        String code,
        String message,
        @Nullable String deviceId,
        int readings,
        Instant receivedAt,
        String transport,
        String address,
        String sourceStream,
        long sequence,
        @Nullable Integer item) {
    /** Many of them, newest first. */
    record Page(List<RejectionResponse> rejections) {}

    /**
     * One with its raw bytes.
     *
     * @param raw as they came, in base64
     * @param rawCut true when these are only the first of them
     */
    record Whole(RejectionResponse rejection, String contentType, byte[] raw, boolean rawCut) {
        static Whole of(RejectionId id, RejectedReading rejected) {
            return new Whole(
                    RejectionResponse.of(RejectionSummary.of(id, rejected)),
                    rejected.getContentType(),
                    rejected.getRaw().toByteArray(),
                    rejected.getRawCut());
        }
    }

    static RejectionResponse of(RejectionSummary summary) {
        return new RejectionResponse(
                summary.id().toString(),
                summary.code(),
                summary.message(),
                summary.deviceId().isEmpty() ? null : summary.deviceId(),
                summary.readings(),
                summary.receivedAt(),
                summary.transport(),
                summary.address(),
                summary.sourceStream(),
                summary.sequence(),
                summary.item() < 0 ? null : summary.item());
    }
}
