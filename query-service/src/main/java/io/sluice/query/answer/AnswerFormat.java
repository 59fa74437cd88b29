package io.sluice.query.answer;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A form that answers are given in. */
enum AnswerFormat {
    /** One object, which holds the rows and everything beside them. */
    JSON("application/json"),
    /** RFC 4180, with a line of names. */
    CSV("text/csv"),
    /** One object on each line. */
    NDJSON("application/x-ndjson"),
    /** Apache Arrow's streaming format. */
    ARROW("application/vnd.apache.arrow.stream");

    private final String mediaType;

    AnswerFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    /** As in the parameter {@code format}. */
    String shortName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<AnswerFormat> named(String shortName) {
        return Arrays.stream(values())
                .filter(format -> format.shortName().equals(shortName))
                .findFirst();
    }

    /** All of them, for people. */
    static String served() {
        return Arrays.stream(values())
                .map(format -> format.mediaType)
                .collect(Collectors.joining(", "));
    }
}
