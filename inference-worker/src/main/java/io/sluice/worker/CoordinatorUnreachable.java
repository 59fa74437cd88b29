package io.sluice.worker;

import org.jspecify.annotations.Nullable;

/** The coordinator did not answer, or can't serve anybody now. The same can be sent again. */
final class CoordinatorUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1;

    CoordinatorUnreachable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
