package io.sluice.problem;

import org.jspecify.annotations.Nullable;

/**
 * A request that is refused or failed. Its message is for people: what, which id, value against
 * limit.
 */
public class ProblemException extends RuntimeException {
    private final ProblemCode code;

    public ProblemException(ProblemCode code, String message) {
        this(code, message, null);
    }

    public ProblemException(ProblemCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public ProblemCode code() {
        return code;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
