package io.sluice.coordinator.model;

import io.sluice.coordinator.problem.CoordinatorException;
import io.sluice.coordinator.problem.ErrorCode;

/** A text that people write, and the database keeps. */
final class ShortText {
    private static final int LONGEST = 1000;

    private ShortText() {}

    /**
     * @throws CoordinatorException {@code invalid_model} if it is too long, or has characters that
     *     the database does not take
     */
    static void check(String what, String text) {
        if (text.length() > LONGEST) {
            throw new CoordinatorException(
                    ErrorCode.INVALID_MODEL,
                    what + " has " + text.length() + " characters, more than " + LONGEST);
        }
        if (text.indexOf('\0') >= 0) {
            throw new CoordinatorException(
                    ErrorCode.INVALID_MODEL, what + " has a character U+0000");
        }
    }
}
