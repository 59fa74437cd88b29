package io.sluice.query.client;

/**
 * An answer that had begun could not be completed. The connection is closed, so that nobody takes
 * the part for the whole.
 */
public final class AnswerBrokenOffException extends RuntimeException {
    public AnswerBrokenOffException(Throwable cause) {
        super("an answer that had begun could not be completed", cause);
    }
}
