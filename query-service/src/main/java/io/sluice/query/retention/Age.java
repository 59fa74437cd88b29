package io.sluice.query.retention;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long something is kept, as ISO-8601 has it: {@code PT24H}, {@code P30D}, {@code P1Y6M}. Up to
 * 1000 years.
 */
record Age(int months, int days, long seconds) implements Comparable<Age> {
    static final Age SHORTEST_RAW = new Age(0, 0, 86_400);

    private static final Pattern ISO =
            Pattern.compile(
                    "P(?=.)(?:(\\d{1,6})Y)?(?:(\\d{1,6})M)?(?:(\\d{1,6})W)?(?:(\\d{1,6})D)?"
                            + "(?:T(?=.)(?:(\\d{1,8})H)?(?:(\\d{1,8})M)?(?:(\\d{1,8})S)?)?");
    private static final long DAY = 86_400;
    private static final long LONGEST = 1000 * 12 * 30 * DAY;

    Age {
        if (months < 0 || days < 0 || seconds < 0) {
            throw new IllegalArgumentException("an age of less than nothing");
        }
    }

    /** The age that a text gives, if it gives one. */
    static Optional<Age> parse(String text) {
        Matcher matcher = ISO.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Age age =
                new Age(
                        number(matcher.group(1)) * 12 + number(matcher.group(2)),
                        number(matcher.group(3)) * 7 + number(matcher.group(4)),
                        number(matcher.group(5)) * 3600L
                                + number(matcher.group(6)) * 60L
                                + number(matcher.group(7)));
        return age.length() > LONGEST ? Optional.empty() : Optional.of(age);
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    /** The beginning of the day (UTC) before which everything is older than this. */
    Instant cutoff(Instant now) {
        return OffsetDateTime.ofInstant(now, ZoneOffset.UTC)
                .minusMonths(months)
                .minusDays(days)
                .minusSeconds(seconds)
                .truncatedTo(ChronoUnit.DAYS)
                .toInstant();
    }

    /** By length, a month having 30 days. */
    @Override
    public int compareTo(Age other) {
        return Long.compare(length(), other.length());
    }

    private long length() {
        return (months * 30L + days) * DAY + seconds;
    }

    /** As ISO-8601 has it; what {@link #parse} takes. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("P");
        append(text, months / 12, 'Y');
        append(text, months % 12, 'M');
        append(text, days, 'D');
        if (seconds > 0 || text.length() == 1) {
            text.append('T');
            append(text, seconds / 3600, 'H');
            append(text, seconds / 60 % 60, 'M');
            append(text, seconds % 60, 'S');
            if (seconds == 0) {
                text.append("0S");
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, long number, char unit) {
        if (number > 0) {
            text.append(number).append(unit);
        }
    }
}
