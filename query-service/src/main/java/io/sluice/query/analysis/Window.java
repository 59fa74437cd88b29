package io.sluice.query.analysis;

import java.time.Duration;

/** The readings that a moving average is of: the one it is at, and those before it. */
sealed interface Window {
    /** The last so many readings. */
    record Readings(int count) implements Window {}

    /** Those of the time up to it, without its beginning. */
    record Time(Duration width) implements Window {}

    /**
     * All, the more recent the more they count.
     *
     * @param alpha how much the newest counts, above 0 and up to 1
     */
    record Exponential(double alpha) implements Window {}
}
