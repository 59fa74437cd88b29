package io.sluice.query.analysis;

import io.sluice.query.calendar.CalendarCondition;
import io.sluice.query.calendar.ZoneParameter;
import io.sluice.query.point.TimeParameter;
import io.sluice.query.point.TimeRange;
import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import io.sluice.query.series.Series;
import io.sluice.query.series.SeriesDirectory;
import io.sluice.query.series.SeriesSelector;
import io.sluice.query.tier.QualityFilter;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds what a request selects: {@code device} and {@code label} (as often as needed), {@code
 * metric}, {@code from}, {@code to}, {@code zone}, {@code calendar}, {@code quality}, {@code
 * group_by}.
 */
@Component
final class Selections {
    private static final int MOST_SERIES = 10_000;
    private static final List<String> SERIES_COLUMNS = List.of("device_id", "metric");

    private final SeriesDirectory directory;
    private final PostgresLabels labels;

    Selections(SeriesDirectory directory, PostgresLabels labels) {
        this.directory = directory;
        this.labels = labels;
    }

    /**
     * The series by themselves, whatever {@code group_by} says.
     *
     * @throws QueryException if a parameter is malformed, or nothing or too much is selected
     */
    Selection eachSeries(Parameters parameters) {
        return selection(parameters, series(parameters), Selections::bySeries);
    }

    /**
     * The series put together as {@code group_by} says: {@code series} (each by itself), {@code
     * all}, {@code device}, or the name of a label.
     *
     * @throws QueryException if a parameter is malformed, or nothing or too much is selected
     */
    Selection grouped(Parameters parameters) {
        String by = parameters.text("group_by").orElse("series");
        return selection(
                parameters,
                series(parameters),
                series ->
                        switch (by) {
                            case "series" -> bySeries(series);
                            case "all" -> by(List.of(), series, _ -> List.of());
                            case "device" ->
                                    by(
                                            List.of("device_id"),
                                            series,
                                            one -> List.of(one.deviceId()));
                            default -> byLabel(by, series);
                        });
    }

    /** One series that is named by a parameter as {@code device/metric}. */
    Selection named(Parameters parameters, String name) {
        String text =
                parameters
                        .text(name)
                        .orElseThrow(() ->
                                new QueryException(
                                        ErrorCode.UNKNOWN_SERIES,
                                        name + " is missing: device/metric"));
        int slash = text.lastIndexOf('/');
        if (slash < 1) {
            throw new QueryException(
                    ErrorCode.UNKNOWN_SERIES,
                    name + " '" + Parameters.excerpt(text) + "' is not device/metric");
        }
        Series series = directory.of(text.substring(0, slash), text.substring(slash + 1));
        return selection(parameters, List.of(series), Selections::bySeries);
    }

    private static Selection selection(
            Parameters parameters, List<Series> series, Function<List<Series>, Groups> grouping) {
        ZoneId zone = ZoneParameter.parse(parameters.orNone("zone"));
        return new Selection(
                series,
                grouping.apply(series),
                range(parameters, "from", "to"),
                zone,
                CalendarCondition.parse(parameters.orNone("calendar"), zone),
                QualityFilter.parse(parameters.orNone("quality")));
    }

    /** The range from one parameter to another; all time where they are missing. */
    static TimeRange range(Parameters parameters, String from, String to) {
        return new TimeRange(
                TimeParameter.parse(from, parameters.orNone(from), TimeRange.ALL.from()),
                TimeParameter.parse(to, parameters.orNone(to), TimeRange.ALL.to()));
    }

    /** The series that {@code device}, {@code metric} and {@code label} select. */
    List<Series> series(Parameters parameters) {
        List<String> devices = parameters.all("device");
        @Nullable String metric = parameters.text("metric").orElse(null);
        SeriesSelector selector = new SeriesSelector(devices, metric, labels(parameters));
        List<Series> series = directory.matching(selector, MOST_SERIES + 1);
        if (series.size() > MOST_SERIES) {
            throw new QueryException(
                    ErrorCode.TOO_MANY_SERIES,
                    "more than " + MOST_SERIES + " series are selected; name a metric or a label");
        }
        if (!series.isEmpty()) {
            return series;
        }
        if (devices.size() == 1 && metric != null && selector.labels().isEmpty()) {
            return List.of(directory.of(devices.getFirst(), metric));
        }
        throw new QueryException(
                ErrorCode.NO_READINGS,
                "there are no series of"
                        + (devices.isEmpty()
                                ? " any device"
                                : " the " + devices.size() + " devices")
                        + (metric == null
                                ? ""
                                : " with metric '" + Parameters.excerpt(metric) + "'")
                        + (selector.labels().isEmpty() ? "" : " that has these labels"));
    }

    private static Map<String, String> labels(Parameters parameters) {
        Map<String, String> labels = new HashMap<>();
        for (String text : parameters.all("label")) {
            int colon = text.indexOf(':');
            if (colon < 1) {
                throw new QueryException(
                        ErrorCode.INVALID_LABEL,
                        "label '" + Parameters.excerpt(text) + "' is not key:value");
            }
            String before = labels.put(text.substring(0, colon), text.substring(colon + 1));
            if (before != null && !before.equals(text.substring(colon + 1))) {
                throw new QueryException(
                        ErrorCode.INVALID_LABEL,
                        "label '" + Parameters.excerpt(text) + "' is given with two values");
            }
        }
        return labels;
    }

    private static Groups bySeries(List<Series> series) {
        return by(SERIES_COLUMNS, series, one -> List.of(one.deviceId(), one.metric()));
    }

    private Groups byLabel(String label, List<Series> series) {
        Map<String, List<@Nullable String>> values =
                labels.ofDevices(label, series.stream().map(Series::deviceId).distinct().toList());
        return by(List.of(label), series, one -> values.getOrDefault(one.deviceId(), List.of()));
    }

    private static Groups by(
            List<String> columns,
            List<Series> series,
            Function<Series, List<@Nullable String>> key) {
        Map<List<@Nullable String>, Integer> numbers = new LinkedHashMap<>();
        List<Integer> ofSeries = new ArrayList<>();
        for (Series one : series) {
            int next = numbers.size();
            ofSeries.add(numbers.computeIfAbsent(key.apply(one), _ -> next));
        }
        return new Groups(columns, List.copyOf(numbers.keySet()), ofSeries);
    }
}
