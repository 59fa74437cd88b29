package io.sluice.coordinator.lease;

import io.sluice.coordinator.problem.ErrorCode;

/** What became of something that a node said. */
sealed interface ReportVerdict {
    /** It was done. */
    record Taken() implements ReportVerdict {}

    /** It was not, and nothing has changed. */
    record Refused(ErrorCode code, String message) implements ReportVerdict {}
}
