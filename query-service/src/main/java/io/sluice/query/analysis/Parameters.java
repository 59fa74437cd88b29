package io.sluice.query.analysis;

import io.sluice.problem.ProblemException;
import io.sluice.problem.RequestProblem;
import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The parameters of a request, as they came. */
final class Parameters {
    private static final int SHOWN = 64;

    private final Map<String, String[]> values;

    Parameters(Map<String, String[]> values) {
        this.values = values;
        for (Map.Entry<String, String[]> entry : values.entrySet()) {
            if (String.join("", entry.getValue()).indexOf('\0') >= 0) {
                throw new ProblemException(
                        RequestProblem.INVALID_PARAMETER,
                        "parameter '" + excerpt(entry.getKey()) + "' holds the character 0");
            }
        }
    }

    /** What a parameter was given as; nothing if it was left out or is blank. */
    Optional<String> text(String name) {
        List<String> all = all(name);
        if (all.size() > 1) {
            throw new ProblemException(
                    RequestProblem.INVALID_PARAMETER,
                    "parameter '" + name + "' is there " + all.size() + " times");
        }
        return all.stream().findFirst();
    }

    /** Everything that a parameter was given as. */
    List<String> all(String name) {
        String[] given = values.get(name);
        return given == null
                ? List.of()
                : List.of(given).stream().filter(value -> !value.isBlank()).toList();
    }

    String orNone(String name) {
        return text(name).orElse("");
    }

    /** A whole number within limits. */
    Optional<Integer> integer(String name, int least, int most, ErrorCode code) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            int value = Integer.parseInt(text.get().strip());
            if (value >= least && value <= most) {
                return Optional.of(value);
            }
        } catch (NumberFormatException e) {
            throw new QueryException(code, notIn(name, text.get(), least, most), e);
        }
        throw new QueryException(code, notIn(name, text.get(), least, most));
    }

    /** A number within limits. */
    Optional<Double> number(String name, double least, double most, ErrorCode code) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            double value = Double.parseDouble(text.get().strip());
            if (value >= least && value <= most) {
                return Optional.of(value);
            }
        } catch (NumberFormatException e) {
            throw new QueryException(code, notIn(name, text.get(), least, most), e);
        }
        throw new QueryException(code, notIn(name, text.get(), least, most));
    }

    private static String notIn(String name, String text, Number least, Number most) {
        return name + " '" + excerpt(text) + "' is not a number from " + least + " to " + most;
    }

    /** An ISO-8601 duration within limits. */
    Optional<Duration> duration(String name, Duration least, Duration most, ErrorCode code) {
        return text(name).map(text -> duration(name, text, least, most, code));
    }

    static Duration duration(
            String name, String text, Duration least, Duration most, ErrorCode code) {
        String not =
                name + " '" + excerpt(text) + "' is not a duration from " + least + " to " + most;
        try {
            Duration duration = Duration.parse(text.strip());
            if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new QueryException(code, not, e);
        }
        throw new QueryException(code, not);
    }

    /** One of the names of an enum, in lower case. */
    <E extends Enum<E>> Optional<E> choice(String name, Class<E> choices, ErrorCode code) {
        return text(name).map(text -> choice(name, text, choices, code));
    }

    static <E extends Enum<E>> E choice(
            String name, String text, Class<E> choices, ErrorCode code) {
        for (E choice : choices.getEnumConstants()) {
            if (lowerCase(choice).equals(text.strip())) {
                return choice;
            }
        }
        throw new QueryException(
                code,
                name
                        + " '"
                        + excerpt(text)
                        + "' is none of "
                        + List.of(choices.getEnumConstants()).stream()
                                .map(Parameters::lowerCase)
                                .toList());
    }

    static String lowerCase(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    /** As much of a text as a message needs. */
    static String excerpt(String text) {
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }
}
