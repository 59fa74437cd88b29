package io.sluice.query.question;

import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import io.sluice.query.series.Series;
import io.sluice.query.series.SeriesDirectory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the series that a question chooses, and puts them into groups. */
@Component
final class SeriesChoice {
    private final SeriesDirectory directory;
    private final PostgresDeviceFacts devices;
    private final QuestionProperties limits;

    SeriesChoice(
            SeriesDirectory directory, PostgresDeviceFacts devices, QuestionProperties limits) {
        this.directory = directory;
        this.devices = devices;
        this.limits = limits;
    }

    /** A series and the selection that found it. */
    private record Found(int selection, Series series) {}

    /**
     * The series of a question.
     *
     * @throws QueryException {@code unknown_series} or {@code too_many_series}
     */
    ChosenSeries choose(Question question) {
        List<Found> found = find(question);
        Set<String> names =
                found.stream().map(one -> one.series().deviceId()).collect(Collectors.toSet());
        Map<String, DeviceFacts> facts = devices.of(names);
        List<ChosenSeries.Member> members = new ArrayList<>();
        for (Found one : found) {
            DeviceFacts device = facts.getOrDefault(one.series().deviceId(), DeviceFacts.NONE);
            members.add(
                    new ChosenSeries.Member(
                            one.series().id(),
                            new ChosenSeries.Group(
                                    one.selection(),
                                    keys(question.groupBy(), one.series(), device)),
                            device.intervalMicros()));
        }
        members.sort(Comparator.comparing(ChosenSeries.Member::group, SeriesChoice::compare));
        return ChosenSeries.of(members);
    }

    private List<Found> find(Question question) {
        List<Found> found = new ArrayList<>();
        for (int i = 0; i < question.selections().size(); i++) {
            if (!question.isNeeded(i)) {
                continue;
            }
            Question.Selection selection = question.selections().get(i);
            int left = limits.mostSeries() - found.size();
            List<Series> matching = directory.matching(selection.selector(), left + 1);
            if (matching.size() > left) {
                throw new QueryException(
                        ErrorCode.TOO_MANY_SERIES,
                        "the question chooses more series than sluice.queries.most-series "
                                + limits.mostSeries());
            }
            if (matching.isEmpty()) {
                throw new QueryException(
                        ErrorCode.UNKNOWN_SERIES,
                        "no series is what '" + selection.name() + "' chooses");
            }
            for (Series series : matching) {
                found.add(new Found(i, series));
            }
        }
        return found;
    }

    private static List<@Nullable String> keys(
            @Nullable List<String> groupBy, Series series, DeviceFacts device) {
        if (groupBy == null) {
            return List.of(series.deviceId(), series.metric());
        }
        @Nullable String[] keys = new @Nullable String[groupBy.size()];
        for (int i = 0; i < keys.length; i++) {
            String by = groupBy.get(i);
            keys[i] =
                    switch (by) {
                        case "device" -> series.deviceId();
                        case "metric" -> series.metric();
                        default -> device.labels().get(by);
                    };
        }
        return Arrays.asList(keys);
    }

    private static int compare(ChosenSeries.Group one, ChosenSeries.Group other) {
        if (one.selection() != other.selection()) {
            return Integer.compare(one.selection(), other.selection());
        }
        Comparator<@Nullable String> byText =
                Comparator.nullsLast(Comparator.<String>naturalOrder());
        for (int i = 0; i < one.keys().size(); i++) {
            int difference = byText.compare(one.keys().get(i), other.keys().get(i));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }
}
