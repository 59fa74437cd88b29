package io.sluice.ingestion.problem;

import java.util.concurrent.CompletionException;

/** A request or message that is refused or failed as a whole. */
public final class IngestionException extends RuntimeException {
    private final ErrorCode code;

    public IngestionException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    public IngestionException(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

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
