package io.sluice.local.launcher;

/** Something that the one who called can mend; the message says how. */
final class UserError extends RuntimeException {
    UserError(String message) {
        super(message);
    }
}
