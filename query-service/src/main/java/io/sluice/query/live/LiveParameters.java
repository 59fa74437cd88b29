package io.sluice.query.live;

import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import io.sluice.query.series.Series;
import io.sluice.query.series.SeriesDirectory;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Reads what a request says of a session. */
@Component
final class LiveParameters {
    private static final int MOST_SHOWN = 64;

    private final SeriesDirectory directory;

    LiveParameters(SeriesDirectory directory) {
        this.directory = directory;
    }

    int width(String text) {
        try {
            return checked(Integer.parseInt(text.strip()));
        } catch (NumberFormatException e) {
            throw new QueryException(
                    ErrorCode.INVALID_WIDTH, "width '" + shown(text) + "' is not a number", e);
        }
    }

    private static int checked(int width) {
        LiveSettings.checkWidth(width);
        return width;
    }

    Duration window(String text) {
        Duration window = duration("window", text);
        LiveSettings.checkWindow(window);
        return window;
    }

    /** How long a session may last: 1 ms to 7 days. */
    Duration life(String text) {
        Duration life = duration("duration", text);
        if (!life.isPositive() || life.compareTo(LiveSettings.LONGEST) > 0) {
            throw new QueryException(
                    ErrorCode.INVALID_WINDOW, "duration " + shown(text) + " is not in 0 to P7D");
        }
        return life;
    }

    private static Duration duration(String name, String text) {
        try {
            return Duration.parse(text.strip());
        } catch (DateTimeException | ArithmeticException e) {
            throw new QueryException(
                    ErrorCode.INVALID_WINDOW,
                    name + " '" + shown(text) + "' is not an ISO-8601 duration such as PT5M",
                    e);
        }
    }

    /** The series that are named {@code device/metric}. A metric has no slash; a device may. */
    List<Series> series(List<String> names) {
        if (names.isEmpty()) {
            throw new QueryException(
                    ErrorCode.INVALID_SERIES, "no series is given: series=device/metric");
        }
        if (names.size() > LiveSettings.MOST_SERIES) {
            throw new QueryException(
                    ErrorCode.TOO_MANY_SERIES,
                    names.size() + " series are more than " + LiveSettings.MOST_SERIES);
        }
        List<Series> found = new ArrayList<>();
        for (String name : names) {
            int slash = name.lastIndexOf('/');
            if (slash < 1 || slash == name.length() - 1 || name.indexOf('\0') >= 0) {
                throw new QueryException(
                        ErrorCode.INVALID_SERIES,
                        "series '" + shown(name) + "' is not device/metric");
            }
            found.add(directory.of(name.substring(0, slash), name.substring(slash + 1)));
        }
        return found;
    }

    private static String shown(String text) {
        return text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "…" : text;
    }
}
