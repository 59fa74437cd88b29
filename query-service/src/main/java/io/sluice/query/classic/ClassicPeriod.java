package io.sluice.query.classic;

import io.sluice.query.point.Resolution;
import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the lab's statistics are divided: not at all, by the hours of the last day, by the days of
 * the last month.
 */
enum ClassicPeriod {
    NONE(Resolution.WHOLE, Duration.ZERO),
    HOURLY(Resolution.HOURLY, Duration.ofHours(24)),
    DAILY(Resolution.DAILY, Duration.ofDays(30));

    private final Resolution resolution;
    private final Duration shown;

    ClassicPeriod(Resolution resolution, Duration shown) {
        this.resolution = resolution;
        this.shown = shown;
    }

    /**
     * @throws QueryException {@code invalid_period}
     */
    static ClassicPeriod parse(@Nullable String text) {
        return switch (text == null ? "" : text) {
            case "" -> NONE;
            case "hourly" -> HOURLY;
            case "daily" -> DAILY;
            default ->
                    throw new QueryException(
                            ErrorCode.INVALID_PERIOD,
                            "period '" + text + "' is neither hourly nor daily");
        };
    }

    Resolution resolution() {
        return resolution;
    }

    /** How much is shown when no range is asked for, back from the newest reading. */
    Duration shown() {
        return shown;
    }
}
