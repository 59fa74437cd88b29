package io.sluice.query.live;

import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import io.sluice.query.series.Series;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What a session shows.
 *
 * @param width how many pixel columns
 * @param window how much time they are together, in whole microseconds
 * @param series in the order that was asked for, each once
 */
record LiveSettings(int width, Duration window, List<Series> series) {
    static final int MOST_SERIES = 32;
    static final int WIDEST = 4_000;
    static final Duration SHORTEST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofDays(7);

    LiveSettings {
        checkWidth(width);
        checkWindow(window);
        window = window.truncatedTo(ChronoUnit.MICROS);
        series = series.stream().distinct().toList();
        if (series.size() > MOST_SERIES) {
            throw new QueryException(
                    ErrorCode.TOO_MANY_SERIES,
                    series.size() + " series are more than " + MOST_SERIES);
        }
    }

    static void checkWidth(int width) {
        if (width < 1 || width > WIDEST) {
            throw new QueryException(
                    ErrorCode.INVALID_WIDTH, "width " + width + " is not in 1 to " + WIDEST);
        }
    }

    static void checkWindow(Duration window) {
        if (window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0) {
            throw new QueryException(
                    ErrorCode.INVALID_WINDOW,
                    "window " + window + " is not in " + SHORTEST + " to P7D");
        }
    }

    long windowMicros() {
        return window.toNanos() / 1_000;
    }

    /** How long a column is, in microseconds: all of them together are at least the window. */
    long columnMicros() {
        return Math.ceilDiv(windowMicros(), (long) width);
    }

    /** Whether columns of the one are columns of the other. */
    boolean hasSameColumns(LiveSettings other) {
        return width == other.width && window.equals(other.window);
    }
}
