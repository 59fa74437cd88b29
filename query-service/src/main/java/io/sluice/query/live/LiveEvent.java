package io.sluice.query.live;

import io.sluice.downsampling.M4Column;
import io.sluice.query.series.Series;

/**
 * A column to be shown.
 *
 * @param start its first time, in microseconds since 1970
 * @param end the first time after it
 */
record LiveEvent(Kind kind, Series series, long start, long end, M4Column values) {
    /** What is said about a column. */
    enum Kind {
        /** It is complete, for now: a later reading of the series is there. */
        COLUMN,
        /** It has changed since it was complete. */
        UPDATE,
        /** It is the newest, and grows. */
        CURRENT
    }
}
