package io.sluice.query.problem;

import io.sluice.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** A question that is refused. */
public final class QueryException extends ProblemException {
    public QueryException(ErrorCode code, String message) {
        super(code, message);
    }

    public QueryException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
    }
}
