package io.sluice.query.writing;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The days of one partition of the table {@code reading}: a day, or for the deep past a month, so
 * that years of imported data are tens of partitions and not thousands. Its name tells which.
 *
 * @param from the first day
 * @param until the day after the last
 */
public record PartitionRange(LocalDate from, LocalDate until) {
    private static final int RECENT_DAYS = 31;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd");
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuuMM");
    private static final Pattern NAME = Pattern.compile("reading_(\\d{4})(\\d{2})(\\d{2})?");

    static PartitionRange ofDay(LocalDate day) {
        return new PartitionRange(day, day.plusDays(1));
    }

    static PartitionRange ofMonth(YearMonth month) {
        return new PartitionRange(month.atDay(1), month.plusMonths(1).atDay(1));
    }

    /** The partition to make for a day that has none. */
    static PartitionRange forDay(
            LocalDate day, LocalDate today, Collection<PartitionRange> existing) {
        PartitionRange month = ofMonth(YearMonth.from(day));
        boolean isDeepPast = !month.until().isAfter(today.minusDays(RECENT_DAYS));
        return isDeepPast && existing.stream().noneMatch(month::overlaps) ? month : ofDay(day);
    }

    /** The range that a partition's name tells. */
    public static Optional<PartitionRange> ofName(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        YearMonth month =
                YearMonth.of(
                        Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        return Optional.of(
                matcher.group(3) == null
                        ? ofMonth(month)
                        : ofDay(month.atDay(Integer.parseInt(matcher.group(3)))));
    }

    String name() {
        return "reading_" + (until.equals(from.plusDays(1)) ? DAY : MONTH).format(from);
    }

    boolean contains(LocalDate day) {
        return !day.isBefore(from) && day.isBefore(until);
    }

    boolean overlaps(PartitionRange other) {
        return from.isBefore(other.until) && other.from.isBefore(until);
    }
}
