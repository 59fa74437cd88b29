package io.sluice.query.calendar;

import java.util.Locale;
import java.util.Optional;

/** What a part of a condition looks at, in local time. */
enum CalendarField {
    MINUTE(0, 59, "BYMINUTE"),
    HOUR(0, 23, "BYHOUR"),
    /** Also counted from the end of the month: -1 is its last day. */
    DAY(1, 31, "BYMONTHDAY"),
    /** Values are made by {@link CalendarPart#weekday}. */
    WEEKDAY(1, 7, "BYDAY"),
    MONTH(1, 12, "BYMONTH"),
    YEAR(1970, 2200, "");

    private final int least;
    private final int most;
    private final String ruleName;

    CalendarField(int least, int most, String ruleName) {
        this.least = least;
        this.most = most;
        this.ruleName = ruleName;
    }

    int least() {
        return least;
    }

    int most() {
        return most;
    }

    /** A range may go over the end: 22-5 is 22, 23, 0 … 5. */
    boolean isCyclic() {
        return this != YEAR;
    }

    boolean countsFromTheEnd() {
        return this == DAY;
    }

    static Optional<CalendarField> named(String name) {
        for (CalendarField field : values()) {
            if (field.name().equals(name.toUpperCase(Locale.ROOT))) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    /** By its name in a recurrence rule. */
    static Optional<CalendarField> ofRule(String name) {
        for (CalendarField field : values()) {
            if (!name.isEmpty() && field.ruleName.equals(name.toUpperCase(Locale.ROOT))) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }
}
