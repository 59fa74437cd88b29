package io.sluice.query.tier;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Chooses the resolution from the range and from how many points are wanted.
 *
 * @param maxPoints the most points of the answer
 * @param isThinned whether the points are thinned out to as many afterwards
 * @param isFilled whether empty buckets are shown too
 * @param mostRows the most readings that may be read
 */
public record AutoChoice(int maxPoints, boolean isThinned, boolean isFilled, long mostRows) {
    /** So many times the points are read before they are thinned out. */
    private static final long READ_BEFORE_THINNING = 100;

    private static final List<Duration> WIDTHS =
            Stream.of(
                            "PT0.001S PT0.002S PT0.005S PT0.01S PT0.02S PT0.05S PT0.1S PT0.2S"
                                    + " PT0.5S",
                            "PT1S PT2S PT5S PT10S PT15S PT30S PT1M PT2M PT5M PT10M PT15M PT30M",
                            "PT1H PT2H PT3H PT6H PT12H P1D P2D P7D P14D P30D P90D P180D P365D",
                            "P730D P1825D P3650D")
                    .flatMap(line -> Stream.of(line.split(" ", -1)))
                    .map(Duration::parse)
                    .toList();

    /**
     * The readings themselves if they are few enough, else the narrowest pleasant buckets of which
     * there are not more than the points that are wanted.
     */
    public TierChoice choose(TierNeeds needs, TierFacts facts) {
        if (readingsWillDo(needs, facts)) {
            return TierChoice.READINGS;
        }
        if (isThinned) {
            Optional<TierChoice> steps = steps(needs, facts);
            if (steps.isPresent()) {
                return steps.get();
            }
        }
        return WIDTHS.stream()
                .map(width -> Bucket.of(width, needs.zone()))
                .filter(bucket -> isFewEnough(bucket, facts))
                .flatMap(bucket -> TierChoice.coarsest(bucket, needs, facts, mostRows).stream())
                .findFirst()
                .orElseGet(() -> TierChoice.of(Bucket.WHOLE, needs, facts, mostRows));
    }

    private boolean readingsWillDo(TierNeeds needs, TierFacts facts) {
        long most = isThinned ? READ_BEFORE_THINNING * maxPoints : maxPoints;
        return !isFilled
                && facts.rows() <= Math.min(most, mostRows)
                && facts.goneUntil(Tier.RAW).isEmpty()
                && needs.aggregations().size() == 1
                && needs.aggregations().getFirst().keepsSingleReadings();
    }

    /** The steps of the finest tier of rollups that is not too long. */
    private Optional<TierChoice> steps(TierNeeds needs, TierFacts facts) {
        return Stream.of(Tier.HOURLY, Tier.DAILY)
                .filter(tier -> facts.goneUntil(tier).isEmpty())
                .map(tier -> new TierChoice(tier, new Bucket.Fixed(tier.micros())))
                .filter(choice ->
                        (facts.lastAt() - facts.firstAt()) / choice.tier().micros()
                                        <= READ_BEFORE_THINNING * maxPoints
                                && needs.areToldBy(
                                        choice.tier(),
                                        new Bucket.Fixed(choice.tier().micros()),
                                        facts))
                .findFirst();
    }

    private boolean isFewEnough(Bucket bucket, TierFacts facts) {
        long first = isFilled ? facts.from() : Math.max(facts.from(), facts.firstAt());
        long last = (isFilled ? facts.to() : Math.min(facts.to(), facts.lastAt() + 1)) - 1;
        return switch (bucket) {
            case Bucket.Whole _ -> true;
            case Bucket.Fixed fixed -> last / fixed.micros() - first / fixed.micros() < maxPoints;
            case Bucket.Local local -> local.number(last) - local.number(first) < maxPoints;
        };
    }
}
