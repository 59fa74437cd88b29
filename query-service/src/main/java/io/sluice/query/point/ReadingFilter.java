package io.sluice.query.point;

import io.sluice.query.calendar.CalendarCondition;
import io.sluice.query.tier.QualityFilter;
import io.sluice.query.tier.Tier;
import java.time.ZoneOffset;

/** Which of the readings in a range count. */
public record ReadingFilter(QualityFilter quality, CalendarCondition calendar) {
    /** All of them. */
    public static final ReadingFilter ALL =
            new ReadingFilter(QualityFilter.ANY, CalendarCondition.parse(null, ZoneOffset.UTC));

    /** Whether a tier tells apart what it chooses, where the zone is whole hours from UTC. */
    public boolean isToldBy(Tier tier) {
        return switch (tier) {
            case RAW -> true;
            case HOURLY -> quality.isAny() && calendar.isByHour();
            case DAILY -> quality.isAny() && calendar.isByDay();
        };
    }

    /** Whether all readings count. */
    public boolean isAll() {
        return quality.isAny() && calendar.isAlways();
    }
}
