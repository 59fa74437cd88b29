package io.sluice.ingestion.payload;

import java.time.DateTimeException;
import java.time.LocalDate;

/** Reads {@code 2026-11-21T10:15:30.123456Z} and its usual variants, which most devices send. */
final class IsoTime {
    /** Not of the usual form: the general parser must look. */
    static final long UNUSUAL = Long.MIN_VALUE;

    private static final int SECONDS_END = 19;
    private static final long MICROS = 1_000_000;

    private IsoTime() {}

    /** Microseconds since 1970, or {@link #UNUSUAL}. */
    static long parse(String text) {
        int length = text.length();
        if (length < SECONDS_END
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || (text.charAt(10) != 'T' && text.charAt(10) != ' ')
                || text.charAt(13) != ':'
                || text.charAt(16) != ':') {
            return UNUSUAL;
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, SECONDS_END);
        if ((year | month | day | hour | minute | second) < 0
                || hour > 23
                || minute > 59
                || second > 59) {
            return UNUSUAL;
        }
        int at = SECONDS_END;
        long fraction = 0;
        if (at < length && text.charAt(at) == '.') {
            int end = digitsEnd(text, at + 1);
            fraction = fraction(text, at + 1, end);
            at = end;
        }
        int offset = offsetMinutes(text, at);
        if (fraction < 0 || offset == Integer.MIN_VALUE) {
            return UNUSUAL;
        }
        try {
            long minutes =
                    LocalDate.of(year, month, day).toEpochDay() * 1440
                            + hour * 60L
                            + minute
                            - offset;
            return (minutes * 60 + second) * MICROS + fraction;
        } catch (DateTimeException e) {
            return UNUSUAL;
        }
    }

    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private static int digitsEnd(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    /** The digits after the point as microseconds, cut; -1 for none or more than nine. */
    private static long fraction(String text, int from, int to) {
        if (to == from || to - from > 9) {
            return -1;
        }
        long micros = 0;
        for (int i = from; i < from + 6; i++) {
            micros = micros * 10 + (i < to ? text.charAt(i) - '0' : 0);
        }
        return micros;
    }

    /**
     * {@code Z}, nothing, {@code +08}, {@code +0800} or {@code +08:00}, in minutes; the lowest
     * integer for others.
     */
    private static int offsetMinutes(String text, int at) {
        int rest = text.length() - at;
        if (rest == 0 || (rest == 1 && (text.charAt(at) == 'Z' || text.charAt(at) == 'z'))) {
            return 0;
        }
        char sign = text.charAt(at);
        boolean withColon = rest == 6 && text.charAt(at + 3) == ':';
        if ((sign != '+' && sign != '-') || !(rest == 3 || rest == 5 || withColon)) {
            return Integer.MIN_VALUE;
        }
        int hours = digits(text, at + 1, at + 3);
        int minutes = rest == 3 ? 0 : digits(text, text.length() - 2, text.length());
        if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
            return Integer.MIN_VALUE;
        }
        return (hours * 60 + minutes) * (sign == '-' ? -1 : 1);
    }
}
