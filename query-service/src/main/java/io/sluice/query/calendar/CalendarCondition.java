package io.sluice.query.calendar;

import io.sluice.query.problem.QueryException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which times count, by the calendar of a zone: {@code HOUR:20-23;WEEKDAY:MO-FR;MONTH:6-10}.
 *
 * <p>All parts must hold. A part is the name of a field and values and ranges of it: HOUR 0-23,
 * MINUTE 0-59, WEEKDAY MO-SU, DAY 1-31, MONTH 1-12, YEAR. A range may go over the end ({@code
 * HOUR:22-5}, {@code WEEKDAY:SA-MO}); a negative DAY counts from the end of the month; a weekday
 * with a number is that one of the month ({@code WEEKDAY:1TU}, {@code -1FR}). Instead of parts
 * there may be a recurrence rule as in RFC 5545, {@code RRULE:FREQ=MONTHLY;BYDAY=1TU}, without what
 * needs a beginning or counts occurrences; a time counts if it is in an occurrence, which is as
 * long as the finest field of the rule.
 */
public final class CalendarCondition {
    private final List<CalendarPart> parts;
    private final ZoneId zone;

    CalendarCondition(List<CalendarPart> parts, ZoneId zone) {
        this.parts = List.copyOf(parts);
        this.zone = zone;
    }

    /**
     * The condition that a text gives; null and blank hold always.
     *
     * @throws QueryException {@code invalid_calendar}, with the part and the position that are
     *     wrong
     */
    public static CalendarCondition parse(@Nullable String text, ZoneId zone) {
        List<CalendarPart> parts =
                text == null || text.isBlank() ? List.of() : new CalendarParser(text).parts();
        return new CalendarCondition(parts, zone);
    }

    /** Whether it holds at any time. */
    public boolean isAlways() {
        return parts.isEmpty();
    }

    public boolean contains(Instant time) {
        LocalDateTime local = LocalDateTime.ofInstant(time, zone);
        return parts.stream().allMatch(part -> part.contains(local));
    }

    /**
     * Whether all times within one local hour are alike to it, so that it can be put to hours
     * instead of readings; where the zone is whole hours from UTC, to those of UTC.
     */
    public boolean isByHour() {
        return parts.stream().noneMatch(part -> part.field() == CalendarField.MINUTE);
    }

    /** Whether all times within one local day are alike to it. */
    public boolean isByDay() {
        return isByHour() && parts.stream().noneMatch(part -> part.field() == CalendarField.HOUR);
    }

    public ZoneId zone() {
        return zone;
    }

    List<CalendarPart> parts() {
        return parts;
    }

    Optional<CalendarPart> part(CalendarField field) {
        return parts.stream().filter(part -> part.field() == field).findFirst();
    }
}
