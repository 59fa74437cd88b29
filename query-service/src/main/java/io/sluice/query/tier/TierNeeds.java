package io.sluice.query.tier;

import io.sluice.query.calendar.ZoneParameter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a tier must tell apart to answer a question.
 *
 * @param filter whether a tier tells what a filter chooses, where the zone is whole hours from UTC
 * @param zonedFilter whether the filter looks at local time
 */
public record TierNeeds(
        List<Aggregation> aggregations, Predicate<Tier> filter, boolean zonedFilter, ZoneId zone) {
    public TierNeeds {
        aggregations = List.copyOf(aggregations);
    }

    /** Whether buckets can be made of the steps of a tier. */
    boolean areToldBy(Tier tier, Bucket bucket, TierFacts facts) {
        if (tier == Tier.RAW) {
            return true;
        }
        if (!inRollups(aggregations) || !filter.test(tier)) {
            return false;
        }
        if (zonedFilter && !isZoneToldBy(tier, facts)) {
            return false;
        }
        return switch (bucket) {
            case Bucket.Whole _ -> endsAreSteps(tier, facts);
            case Bucket.Fixed fixed -> fixed.micros() % tier.micros() == 0;
            case Bucket.Local local ->
                    local.micros() % tier.micros() == 0 && isZoneToldBy(tier, facts);
        };
    }

    /** Whether it is told if the range is widened to full steps. */
    boolean areToldOfMore(Tier tier, TierFacts facts) {
        return tier != Tier.RAW
                && inRollups(aggregations)
                && filter.test(tier)
                && (!zonedFilter || isZoneToldBy(tier, facts));
    }

    private static boolean inRollups(Collection<Aggregation> aggregations) {
        return aggregations.stream().allMatch(Aggregation::isInRollups);
    }

    private static boolean endsAreSteps(Tier tier, TierFacts facts) {
        return (facts.from() <= facts.firstAt() || tier.floor(facts.from()) == facts.from())
                && (facts.to() > facts.lastAt() || tier.floor(facts.to()) == facts.to());
    }

    private boolean isZoneToldBy(Tier tier, TierFacts facts) {
        Instant from = instant(Math.max(facts.from(), facts.firstAt()));
        Instant to = instant(Math.min(facts.to(), facts.lastAt() + 1));
        return tier == Tier.HOURLY
                ? ZoneParameter.isWholeHoursFromUtc(zone, from, to)
                : isUtc(from, to);
    }

    private boolean isUtc(Instant from, Instant to) {
        if (zone.getRules().getOffset(from).getTotalSeconds() != 0) {
            return false;
        }
        ZoneOffsetTransition next = zone.getRules().nextTransition(from);
        return next == null || !next.getInstant().isBefore(to);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
