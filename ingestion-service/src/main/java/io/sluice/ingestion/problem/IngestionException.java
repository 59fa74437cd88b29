package io.sluice.ingestion.problem;

import io.sluice.problem.ProblemException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A request or message that is refused or failed as a whole. */
public final class IngestionException extends ProblemException {
    private final ErrorCode code;

    public IngestionException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public IngestionException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
        this.code = code;
    }

    @Override
    public ErrorCode code() {
        return code;
    }

    /** The failure of a future as one of ours; what is not is an internal error. */
    public static IngestionException of(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof IngestionException ours
                ? ours
                : new IngestionException(
                        ErrorCode.INTERNAL_ERROR, "internal error: " + cause, cause);
    }
}
