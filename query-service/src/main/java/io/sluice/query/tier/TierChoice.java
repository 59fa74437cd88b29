package io.sluice.query.tier;

import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tier that a question is answered from, and the buckets.
 *
 * @param bucket null for the readings themselves
 */
public record TierChoice(Tier tier, @Nullable Bucket bucket) {
    /** The readings themselves. */
    public static final TierChoice READINGS = new TierChoice(Tier.RAW, null);

    /** The fewest rows have to be read from the first that can answer. */
    private static final List<Tier> COARSEST_FIRST = List.of(Tier.DAILY, Tier.HOURLY, Tier.RAW);

    /**
     * The coarsest tier that is there and of whose steps buckets can be made.
     *
     * @throws QueryException {@code raw_is_gone} or {@code too_many_rows}
     */
    public static TierChoice of(Bucket bucket, TierNeeds needs, TierFacts facts, long mostRows) {
        return coarsest(bucket, needs, facts, mostRows)
                .or(() -> bucket instanceof Bucket.Whole ? widened(needs, facts) : Optional.empty())
                .orElseThrow(() -> refusal(bucket, facts, mostRows));
    }

    static Optional<TierChoice> coarsest(
            Bucket bucket, TierNeeds needs, TierFacts facts, long mostRows) {
        return COARSEST_FIRST.stream()
                .filter(tier -> isThere(tier, facts, mostRows))
                .filter(tier -> needs.areToldBy(tier, bucket, facts))
                .findFirst()
                .map(tier -> new TierChoice(tier, bucket));
    }

    /** All of a range that rollups tell of only together with what is beside it. */
    private static Optional<TierChoice> widened(TierNeeds needs, TierFacts facts) {
        return List.of(Tier.HOURLY, Tier.DAILY).stream()
                .filter(tier -> facts.goneUntil(tier).isEmpty() && needs.areToldOfMore(tier, facts))
                .findFirst()
                .map(tier -> new TierChoice(tier, Bucket.WHOLE));
    }

    static boolean isThere(Tier tier, TierFacts facts, long mostRows) {
        return facts.goneUntil(tier).isEmpty() && (tier != Tier.RAW || facts.rows() <= mostRows);
    }

    static QueryException refusal(Bucket bucket, TierFacts facts, long mostRows) {
        return facts.goneUntil(Tier.RAW)
                .map(until -> rawIsGone("buckets of " + bucket.text(), until))
                .orElseGet(() -> tooManyRows(facts.rows(), mostRows));
    }

    /** Readings that are needed are not kept any more. */
    public static QueryException rawIsGone(String what, long until) {
        return new QueryException(
                ErrorCode.RAW_IS_GONE,
                what
                        + ", with these aggregates, filters and zone, need readings, which are kept"
                        + " from "
                        + Instant.EPOCH.plus(until, ChronoUnit.MICROS)
                        + " on");
    }

    /** There are more readings in the range than may be read. */
    public static QueryException tooManyRows(long rows, long mostRows) {
        return new QueryException(
                ErrorCode.TOO_MANY_ROWS,
                "about "
                        + rows
                        + " readings would be read, over sluice.queries.most-rows "
                        + mostRows
                        + "; ask for a shorter range or for what rollups tell");
    }
}
