package io.sluice.coordinator.model;

import io.sluice.coordinator.problem.ErrorCode;
import io.sluice.problem.ProblemException;

/** A part of a model does not begin where the one before ended. */
final class WrongOffsetException extends ProblemException {
    private final long offset;

    WrongOffsetException(ModelVersion version, long offset) {
        super(
                ErrorCode.WRONG_OFFSET,
                "the part begins at "
                        + offset
                        + ", but "
                        + version.id()
                        + " goes on at "
                        + version.received()
                        + " of "
                        + version.size());
        this.offset = version.received();
    }

    /** Where to go on. */
    long offset() {
        return offset;
    }
}
