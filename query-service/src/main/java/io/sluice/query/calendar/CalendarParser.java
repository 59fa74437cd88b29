package io.sluice.query.calendar;

import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text of a condition from left to right. Positions in messages begin with 1. */
final class CalendarParser {
    private static final int LONGEST = 1_000;
    private static final String RULE = "RRULE:";
    private static final List<String> WEEKDAYS = List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");
    private static final Pattern NUMBERS = Pattern.compile("(-?\\d{1,4})(?:-(-?\\d{1,4}))?");
    private static final Pattern DAYS = Pattern.compile("([A-Z]{2})(?:-([A-Z]{2}))?");
    private static final Pattern NTH_DAY = Pattern.compile("([+-]?\\d)([A-Z]{2})");

    private final String text;
    private final List<CalendarPart> parts = new ArrayList<>();
    private Optional<String> frequency = Optional.empty();
    private int number;
    private String name = "";

    CalendarParser(String text) {
        this.text = text;
    }

    List<CalendarPart> parts() {
        if (text.length() > LONGEST) {
            throw new QueryException(
                    ErrorCode.INVALID_CALENDAR,
                    "the calendar has " + text.length() + " characters, over " + LONGEST);
        }
        boolean isRule = text.regionMatches(true, 0, RULE, 0, RULE.length());
        int begin = isRule ? RULE.length() : 0;
        while (begin <= text.length()) {
            int end = endOf(';', begin, text.length());
            part(begin, end, isRule);
            begin = end + 1;
        }
        if (isRule) {
            checkRule();
        }
        return parts;
    }

    private void part(int begin, int end, boolean isRule) {
        number++;
        int separator = endOf(isRule ? '=' : ':', begin, end);
        name = text.substring(begin, separator).strip().toUpperCase(Locale.ROOT);
        if (separator == end) {
            throw wrong(begin, "is not a field, '" + (isRule ? '=' : ':') + "' and values");
        }
        if (isRule && isOfRuleAlone(separator + 1, end)) {
            return;
        }
        CalendarField field =
                (isRule ? CalendarField.ofRule(name) : CalendarField.named(name))
                        .orElseThrow(() -> wrong(begin, "is not a field that is known"));
        if (parts.stream().anyMatch(part -> part.field() == field)) {
            throw wrong(begin, "is there for the second time");
        }
        parts.add(new CalendarPart(field, values(field, separator + 1, end)));
    }

    private boolean isOfRuleAlone(int begin, int end) {
        String value = text.substring(begin, end).strip().toUpperCase(Locale.ROOT);
        if (name.equals("INTERVAL") && value.equals("1")) {
            return true;
        }
        if (!name.equals("FREQ")) {
            return false;
        }
        if (!List.of("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY")
                .contains(value)) {
            throw wrong(begin, "'" + shown(value) + "' is not a frequency that is known");
        }
        if (frequency.isPresent()) {
            throw wrong(begin, "is there for the second time");
        }
        frequency = Optional.of(value);
        return true;
    }

    /** What would have to be taken from the beginning of a rule is refused: it has none here. */
    private void checkRule() {
        String how = frequency.orElseThrow(() -> wrong(0, "there is no FREQ in the rule"));
        name = "FREQ=" + how;
        if (List.of("YEARLY", "MONTHLY", "WEEKLY").contains(how)
                && !has(CalendarField.WEEKDAY)
                && (how.equals("WEEKLY") || !has(CalendarField.DAY))) {
            throw wrong(0, "needs BYDAY" + (how.equals("WEEKLY") ? "" : " or BYMONTHDAY"));
        }
        if (has(CalendarField.MINUTE)
                && !has(CalendarField.HOUR)
                && !List.of("HOURLY", "MINUTELY").contains(how)) {
            throw wrong(0, "needs BYHOUR");
        }
        boolean isByMonth =
                how.equals("MONTHLY") || (how.equals("YEARLY") && has(CalendarField.MONTH));
        if (!isByMonth && parts.stream().anyMatch(CalendarPart::countsWeekdays)) {
            throw wrong(0, "has weekdays with a number; they are those of a month: FREQ=MONTHLY");
        }
    }

    private boolean has(CalendarField field) {
        return parts.stream().anyMatch(part -> part.field() == field);
    }

    private List<Integer> values(CalendarField field, int begin, int end) {
        Set<Integer> values = new LinkedHashSet<>();
        int next = begin;
        while (next <= end) {
            int comma = endOf(',', next, end);
            if (field == CalendarField.WEEKDAY) {
                addWeekdays(values, next, comma);
            } else {
                addNumbers(values, field, next, comma);
            }
            next = comma + 1;
        }
        return List.copyOf(values);
    }

    private void addNumbers(Set<Integer> values, CalendarField field, int begin, int end) {
        Matcher matcher = NUMBERS.matcher(text.substring(begin, end).strip());
        if (!matcher.matches()) {
            throw wrongValue(begin, end, field);
        }
        int low = Integer.parseInt(matcher.group(1));
        int high = matcher.group(2) == null ? low : Integer.parseInt(matcher.group(2));
        boolean backwards =
                field.countsFromTheEnd() && low < 0 && high < 0 && isIn(field, -low, -high);
        if (!backwards && !isIn(field, low, high)) {
            throw wrongValue(begin, end, field);
        }
        if (low > high && (backwards || !field.isCyclic())) {
            throw wrong(begin, "'" + shown(text.substring(begin, end)) + "' goes backwards");
        }
        addRange(values, field, low, high);
    }

    private static boolean isIn(CalendarField field, int low, int high) {
        return Math.min(low, high) >= field.least() && Math.max(low, high) <= field.most();
    }

    private void addWeekdays(Set<Integer> values, int begin, int end) {
        String value = text.substring(begin, end).strip().toUpperCase(Locale.ROOT);
        Matcher nth = NTH_DAY.matcher(value);
        Matcher days = DAYS.matcher(value);
        if (nth.matches()) {
            int count = Integer.parseInt(nth.group(1));
            if (count == 0 || Math.abs(count) > 5) {
                throw wrongValue(begin, end, CalendarField.WEEKDAY);
            }
            values.add(CalendarPart.weekday(count, weekday(nth.group(2), begin, end)));
        } else if (days.matches()) {
            int low = weekday(days.group(1), begin, end);
            int high = days.group(2) == null ? low : weekday(days.group(2), begin, end);
            addRange(values, CalendarField.WEEKDAY, low, high);
        } else {
            throw wrongValue(begin, end, CalendarField.WEEKDAY);
        }
    }

    private int weekday(String day, int begin, int end) {
        int index = WEEKDAYS.indexOf(day);
        if (index < 0) {
            throw wrongValue(begin, end, CalendarField.WEEKDAY);
        }
        return index + 1;
    }

    private static void addRange(Set<Integer> values, CalendarField field, int low, int high) {
        for (int value = low;
                value != high;
                value = value == field.most() ? field.least() : value + 1) {
            values.add(value);
        }
        values.add(high);
    }

    private int endOf(char separator, int begin, int end) {
        int index = text.indexOf(separator, begin);
        return index < 0 || index > end ? end : index;
    }

    private QueryException wrongValue(int begin, int end, CalendarField field) {
        String allowed =
                switch (field) {
                    case WEEKDAY -> "MO, TU, WE, TH, FR, SA, SU, with 1 to 5 or -1 to -5 before";
                    case DAY -> "1 to 31 or -1 to -31";
                    case MINUTE, HOUR, MONTH, YEAR -> field.least() + " to " + field.most();
                };
        return wrong(begin, "'" + shown(text.substring(begin, end)) + "' is not in " + allowed);
    }

    private QueryException wrong(int position, String what) {
        return new QueryException(
                ErrorCode.INVALID_CALENDAR,
                "calendar, part "
                        + number
                        + " ("
                        + shown(name)
                        + ") at position "
                        + (position + 1)
                        + ": "
                        + what);
    }

    private static String shown(String value) {
        return value.length() > 40 ? value.substring(0, 40) + "…" : value;
    }
}
