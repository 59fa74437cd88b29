package io.sluice.ingestion.rejection;

import org.jspecify.annotations.Nullable;

/**
 * Which rejections to feed again.
 *
 * @param code those with this code, or null for all
 * @param device those of this device, or null for all
 * @param limit the most of them; 10,000 when it is missing
 * @param after {@code next} of the answer before, to go on there; null to begin with the oldest
 */
record ReplayRequest(
        @Nullable String code,
        @Nullable String device,
        @Nullable Integer limit,
        @Nullable String after) {
    private static final int USUAL_LIMIT = 10_000;

    RejectionFilter filter() {
        return new RejectionFilter(code, device);
    }

    @Nullable RejectionId start() {
        return after == null ? null : RejectionId.parse(after);
    }

    int most() {
        return limit == null ? USUAL_LIMIT : limit;
    }
}
