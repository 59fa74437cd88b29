package io.sluice.query.calendar;

import io.sluice.query.database.PostgresCondition;
import java.util.ArrayList;
import java.util.List;

/** Puts a condition into SQL. The zone and the values are parameters. */
public final class PostgresCalendar {
    private final List<String> terms = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();
    private final String column;
    private final String zone;

    private PostgresCalendar(String column, String zone) {
        this.column = column;
        this.zone = zone;
    }

    /**
     * What a condition is for a column.
     *
     * @param timestamptzColumn the name of the column or an expression, never from a request
     */
    public static PostgresCondition condition(
            CalendarCondition condition, String timestamptzColumn) {
        if (condition.isAlways()) {
            return PostgresCondition.ALWAYS;
        }
        PostgresCalendar calendar =
                new PostgresCalendar(timestamptzColumn, condition.zone().getId());
        condition.parts().forEach(calendar::add);
        return new PostgresCondition(String.join(" and ", calendar.terms), calendar.parameters);
    }

    private void add(CalendarPart part) {
        List<String> either = new ArrayList<>();
        switch (part.field()) {
            case MINUTE -> either.add(isAny(field("minute"), part));
            case HOUR -> either.add(isAny(field("hour"), part));
            case MONTH -> either.add(isAny(field("month"), part));
            case YEAR -> either.add(isAny(field("year"), part));
            case DAY -> {
                either.add(isAny(field("day"), part));
                if (part.countsFromTheEnd()) {
                    either.add(isAny("-1 - (" + daysLeft() + ")", part));
                }
            }
            case WEEKDAY -> {
                either.add(isAny(field("isodow"), part));
                if (part.countsWeekdays()) {
                    addCounted(either, part);
                }
            }
        }
        terms.add("(" + String.join(" or ", either) + ")");
    }

    private void addCounted(List<String> either, CalendarPart part) {
        either.add(
                isAny(
                        "(("
                                + field("day")
                                + " - 1) / 7 + 1) * "
                                + CalendarPart.WEEKDAYS
                                + " + "
                                + field("isodow"),
                        part));
        if (part.countsFromTheEnd()) {
            either.add(
                    isAny(
                            "(-1 - ("
                                    + daysLeft()
                                    + ") / 7) * "
                                    + CalendarPart.WEEKDAYS
                                    + " + "
                                    + field("isodow"),
                            part));
        }
    }

    private String field(String name) {
        return "date_part('" + name + "', " + local() + ")::int";
    }

    private String daysLeft() {
        String month = local();
        return "date_part('day', date_trunc('month', "
                + month
                + ") + interval '1 month - 1 day')::int - "
                + field("day");
    }

    private String local() {
        parameters.add(zone);
        return "(" + column + " at time zone ?)";
    }

    private String isAny(String expression, CalendarPart part) {
        parameters.add(part.values().stream().mapToInt(Integer::intValue).toArray());
        return expression + " = any (?)";
    }
}
