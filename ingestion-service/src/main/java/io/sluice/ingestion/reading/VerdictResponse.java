package io.sluice.ingestion.reading;

import java.util.List;
import java.util.Map;

/**
 * What became of a message.
 *
 * @param accepted how many readings were taken
 * @param rejected how many were not
 * @param rejections which and why: the first 1000
 * @param rejectionsCut true if there are more
 * @param ignoredFields how often fields that are not numbers stood in it, by name
 */
record VerdictResponse(
        int accepted,
        int rejected,
        List<RejectionResponse> rejections,
        boolean rejectionsCut,
        Map<String, Integer> ignoredFields) {
    private static final int MOST_SHOWN = 1000;

    /**
     * Why one item, or one reading of an item, was not taken.
     *
     * @param index the place of the item in the message, from 0
     */
    record RejectionResponse(int index, String code, String message) {}

    static VerdictResponse of(Outcome outcome) {
        return new VerdictResponse(
                outcome.acceptedReadings(),
                outcome.rejectedReadings(),
                outcome.rejections().stream()
                        .limit(MOST_SHOWN)
                        .map(rejection ->
                                new RejectionResponse(
                                        Math.max(0, rejection.item()),
                                        rejection.flaw().code().code(),
                                        rejection.flaw().message()))
                        .toList(),
                outcome.rejections().size() > MOST_SHOWN,
                outcome.ignoredFields());
    }
}
