package io.sluice.query.question;

import io.sluice.problem.ProblemException;
import io.sluice.problem.RequestProblem;
import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import io.sluice.query.series.SeriesSelector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes selections and the names of groups of what was sent. */
final class SelectionReading {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
    private static final int LETTERS = 26;

    /** Columns of the answer that a label must not hide. */
    private static final Set<String> TAKEN =
            Set.of("name", "device_id", "time", "value", "ordinal", "quality");

    private SelectionReading() {}

    /**
     * A selection; one without a name is {@code a}, {@code b} and so on, by its place.
     *
     * @throws ProblemException where it can't be what was meant
     */
    static Question.Selection selection(QuestionRequest.Selection asked, int place) {
        String name = asked.name() == null ? usualName(place) : asked.name();
        if (!NAME.matcher(name).matches()) {
            throw new ProblemException(
                    RequestProblem.INVALID_PARAMETER,
                    "the name of series " + (place + 1) + " is not letters, digits and _");
        }
        String metric = asked.metric();
        return new Question.Selection(
                name,
                new SeriesSelector(
                        devices(asked, name),
                        metric == null ? null : known(metric),
                        labels(asked, name)));
    }

    private static String usualName(int place) {
        return place < LETTERS ? String.valueOf((char) ('a' + place)) : "s" + (place + 1);
    }

    private static List<String> devices(QuestionRequest.Selection asked, String name) {
        String device = asked.device();
        List<@Nullable String> many = asked.devices();
        if (device != null && many != null) {
            throw new QueryException(
                    ErrorCode.CONFLICTING_PARAMETERS,
                    "series '" + name + "' has both device and devices");
        }
        if (device != null) {
            return List.of(known(device));
        }
        List<String> devices = new ArrayList<>();
        if (many != null) {
            for (String one : many) {
                if (one == null) {
                    throw new ProblemException(
                            RequestProblem.INVALID_PARAMETER,
                            "the devices of series '" + name + "' have null among them");
                }
                devices.add(known(one));
            }
            if (devices.isEmpty()) {
                throw new ProblemException(
                        RequestProblem.INVALID_PARAMETER,
                        "series '" + name + "' has no devices; leave devices out for all");
            }
        }
        return devices;
    }

    private static Map<String, String> labels(QuestionRequest.Selection asked, String name) {
        Map<String, @Nullable String> given = asked.labels();
        Map<String, String> labels = new HashMap<>();
        if (given != null) {
            given.forEach((label, value) -> {
                if (value == null || label.isEmpty()) {
                    throw new QueryException(
                            ErrorCode.INVALID_LABEL,
                            "a label of series '" + name + "' has no name or no value");
                }
                labels.put(known(label), known(value));
            });
        }
        return labels;
    }

    /**
     * What readings are grouped by.
     *
     * @throws QueryException {@code invalid_label}
     */
    static String groupName(@Nullable String name, @Nullable String aggregates) {
        boolean isAggregate =
                name != null
                        && aggregates != null
                        && List.of(aggregates.split(",", -1)).contains(name);
        if (name == null || name.isEmpty() || TAKEN.contains(name) || isAggregate) {
            throw new QueryException(
                    ErrorCode.INVALID_LABEL,
                    "group_by has '" + name + "', which is not device, metric or a label");
        }
        return known(name);
    }

    /** What the database can't hold is known to be missing there, without asking. */
    private static String known(String text) {
        if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new QueryException(
                    ErrorCode.UNKNOWN_SERIES,
                    "no device, metric or label has such characters in its name");
        }
        return text;
    }
}
