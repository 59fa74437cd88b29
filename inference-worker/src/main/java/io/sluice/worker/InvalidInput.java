package io.sluice.worker;

/** The payload of a task is not what the model takes: another attempt would fail as well. */
final class InvalidInput extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidInput(String message) {
        super(message);
    }
}
