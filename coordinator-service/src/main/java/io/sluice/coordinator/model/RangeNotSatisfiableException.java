package io.sluice.coordinator.model;

import io.sluice.coordinator.problem.ErrorCode;
import io.sluice.problem.ProblemException;

/** A range has no byte of the content. */
final class RangeNotSatisfiableException extends ProblemException {
    private final long size;

    RangeNotSatisfiableException(String range, long size) {
        super(
                ErrorCode.RANGE_NOT_SATISFIABLE,
                "range '" + range + "' has no byte of the " + size + " that there are");
        this.size = size;
    }

    /** The whole of it, in bytes. */
    long size() {
        return size;
    }
}
