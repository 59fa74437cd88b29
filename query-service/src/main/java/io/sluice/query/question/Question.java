package io.sluice.query.question;

import io.sluice.query.point.Fill;
import io.sluice.query.point.ReadingFilter;
import io.sluice.query.point.TimeRange;
import io.sluice.query.series.SeriesSelector;
import io.sluice.query.tier.Aggregation;
import io.sluice.query.tier.AskedResolution;
import io.sluice.query.tier.TierNeeds;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of many series.
 *
 * @param from null for the beginning of the series
 * @param to null for their end
 * @param maxPoints the most points of a group for {@code auto}
 * @param isZoned whether the zone was given
 * @param groupBy {@code device}, {@code metric} and names of labels; null for each series by itself
 * @param computations what is answered in place of the series themselves, if there are any
 * @param top so many points of each group, those with the highest values; null for all
 */
record Question(
        List<Selection> selections,
        @Nullable Instant from,
        @Nullable Instant to,
        AskedResolution resolution,
        List<Aggregation> aggregations,
        int maxPoints,
        Fill fill,
        ReadingFilter filter,
        ZoneId zone,
        boolean isZoned,
        @Nullable List<String> groupBy,
        List<Computation> computations,
        @Nullable Integer top) {
    /** Some of the series, under a name. */
    record Selection(String name, SeriesSelector selector) {}

    /** What is computed of them, under a name. */
    record Computation(String name, Expression expression) {}

    Question {
        selections = List.copyOf(selections);
        computations = List.copyOf(computations);
    }

    TimeRange range() {
        return new TimeRange(
                from == null ? TimeRange.ALL.from() : from, to == null ? TimeRange.ALL.to() : to);
    }

    TierNeeds needs() {
        return new TierNeeds(aggregations, filter::isToldBy, !filter.calendar().isAlways(), zone);
    }

    /** Whether readings can be shown as they are. */
    boolean isOfSingleSeries() {
        return groupBy == null && computations.isEmpty() && top == null;
    }

    /** Whether a selection is read at all: with expressions, only what they name. */
    boolean isNeeded(int selection) {
        return computations.isEmpty()
                || computations.stream()
                        .anyMatch(one -> one.expression().selections().contains(selection));
    }
}
