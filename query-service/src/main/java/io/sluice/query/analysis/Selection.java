package io.sluice.query.analysis;

import io.sluice.query.calendar.CalendarCondition;
import io.sluice.query.calendar.ZoneParameter;
import io.sluice.query.point.TimeRange;
import io.sluice.query.series.Series;
import io.sluice.query.tier.QualityFilter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The readings that a question is about.
 *
 * @param series in the order of device and metric
 * @param zone whose clocks and calendar count
 */
record Selection(
        List<Series> series,
        Groups groups,
        TimeRange range,
        ZoneId zone,
        CalendarCondition calendar,
        QualityFilter quality) {
    Selection {
        series = List.copyOf(series);
    }

    /** The same in another range. */
    Selection during(TimeRange other) {
        return new Selection(series, groups, other, zone, calendar, quality);
    }

    int[] ids() {
        return series.stream().mapToInt(Series::id).toArray();
    }

    int[] groupsOfSeries() {
        return groups.ofSeries().stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * The part of the range that is full hours of UTC, if rollups by the hour tell what is asked of
     * it: each hour lies in one hour of the zone, and calendar and quality choose all of it or
     * nothing.
     */
    TimeRange fullHours() {
        Instant begin = floor(range.from().plus(1, ChronoUnit.HOURS).minusNanos(1));
        Instant end = floor(range.to());
        boolean isTold =
                calendar.isByHour()
                        && quality.isAny()
                        && ZoneParameter.isWholeHoursFromUtc(zone, range.from(), range.to());
        return isTold && begin.isBefore(end)
                ? new TimeRange(begin, end)
                : new TimeRange(range.from(), range.from());
    }

    private static Instant floor(Instant time) {
        return time.truncatedTo(ChronoUnit.HOURS);
    }

    /** What an answer begins with. */
    Map<String, Object> head(Map<String, Object> more) {
        Map<String, Object> head = new LinkedHashMap<>();
        if (!range.equals(TimeRange.ALL)) {
            head.put("from", range.from());
            head.put("to", range.to());
        }
        head.put("zone", zone.getId());
        head.putAll(more);
        return head;
    }
}
