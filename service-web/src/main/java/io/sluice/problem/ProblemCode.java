package io.sluice.problem;

import io.sluice.contracts.Blame;
import java.util.Locale;

/** One thing that can go wrong. Each service has an enum of its own. */
public interface ProblemCode {
    /** The name of the constant, such as {@code CLOCK_AHEAD}. */
    String name();

    /** The HTTP status of an answer that is about this alone. */
    int status();

    /** Whose matter it is. */
    Blame blame();

    /** The code as it is sent, such as {@code clock_ahead}. Stable. */
    default String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
