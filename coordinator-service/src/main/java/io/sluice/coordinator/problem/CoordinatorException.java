package io.sluice.coordinator.problem;

import io.sluice.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** A request that is refused or failed as a whole. */
public final class CoordinatorException extends ProblemException {
    private final ErrorCode code;

    public CoordinatorException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public CoordinatorException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
        this.code = code;
    }

    @Override
    public ErrorCode code() {
        return code;
    }
}
