package io.sluice.query.answer;

/**
 * One column of the rows of an answer.
 *
 * @param name as it is shown, such as {@code time}
 */
public record Column(String name, Kind kind) {
    /** What is in it. */
    public enum Kind {
        /** An instant, in microseconds since 1970-01-01T00:00:00Z. */
        TIME,
        /** A double, or nothing. */
        NUMBER,
        /** A long, or nothing. */
        INTEGER,
        /** A text, or nothing. */
        TEXT,
        /** Some texts, such as quality flags; shown only if there are any. */
        TEXTS
    }

    public static Column time(String name) {
        return new Column(name, Kind.TIME);
    }

    public static Column number(String name) {
        return new Column(name, Kind.NUMBER);
    }

    public static Column integer(String name) {
        return new Column(name, Kind.INTEGER);
    }

    public static Column text(String name) {
        return new Column(name, Kind.TEXT);
    }

    public static Column texts(String name) {
        return new Column(name, Kind.TEXTS);
    }
}
