package io.sluice.query.calendar;

import java.time.LocalDateTime;
import java.util.List;

/**
 * One part of a condition: a field has one of some values.
 *
 * @param values weekdays as {@link #weekday} numbers them
 */
record CalendarPart(CalendarField field, List<Integer> values) {
    /** More than there are weekdays, so that one number holds both: which, and the how many-th. */
    static final int WEEKDAYS = 8;

    CalendarPart {
        values = List.copyOf(values);
    }

    /**
     * The number of a weekday.
     *
     * @param nth the how many-th of the month, negative from its end, 0 for each
     * @param day 1 for Monday … 7 for Sunday
     */
    static int weekday(int nth, int day) {
        return nth * WEEKDAYS + day;
    }

    /** Whether it counts from the end of the month. */
    boolean countsFromTheEnd() {
        return values.stream().anyMatch(value -> value < 0);
    }

    /** Whether it asks for the how many-th weekday of a month. */
    boolean countsWeekdays() {
        return field == CalendarField.WEEKDAY
                && values.stream().anyMatch(value -> value < 0 || value >= WEEKDAYS);
    }

    boolean contains(LocalDateTime time) {
        return switch (field) {
            case MINUTE -> values.contains(time.getMinute());
            case HOUR -> values.contains(time.getHour());
            case DAY ->
                    values.contains(time.getDayOfMonth()) || values.contains(-1 - daysLeft(time));
            case WEEKDAY -> containsWeekday(time);
            case MONTH -> values.contains(time.getMonthValue());
            case YEAR -> values.contains(time.getYear());
        };
    }

    private boolean containsWeekday(LocalDateTime time) {
        int day = time.getDayOfWeek().getValue();
        return values.contains(day)
                || values.contains(weekday((time.getDayOfMonth() - 1) / 7 + 1, day))
                || values.contains(weekday(-1 - daysLeft(time) / 7, day));
    }

    /** How many days of the month come after that of the time. */
    private static int daysLeft(LocalDateTime time) {
        return time.toLocalDate().lengthOfMonth() - time.getDayOfMonth();
    }
}
