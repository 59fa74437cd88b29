package io.sluice.query.retention;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which policy counts for which series, and before what day each tier of it may go. */
final class RetentionCutoffs {
    private static final Comparator<RetentionPolicy> BY_PRIORITY =
            Comparator.comparingInt(RetentionPolicy::priority)
                    .reversed()
                    .thenComparing(RetentionPolicy::name);

    private final Instant now;
    private final Map<Integer, RetentionPolicy> policies;

    private RetentionCutoffs(Instant now, Map<Integer, RetentionPolicy> policies) {
        this.now = now;
        this.policies = policies;
    }

    /** Series that no policy fits are kept for ever. */
    static RetentionCutoffs of(
            Collection<RetentionPolicy> policies, Collection<RetainedSeries> series, Instant now) {
        List<RetentionPolicy> sorted = policies.stream().sorted(BY_PRIORITY).toList();
        Map<Integer, RetentionPolicy> counting = new HashMap<>();
        for (RetainedSeries one : series) {
            sorted.stream()
                    .filter(policy -> policy.fits(one))
                    .findFirst()
                    .ifPresent(policy -> counting.put(one.id(), policy));
        }
        return new RetentionCutoffs(now, counting);
    }

    /** The policy of a series. */
    Optional<RetentionPolicy> policyOf(int series) {
        return Optional.ofNullable(policies.get(series));
    }

    /** The day before which the raw readings of a series may go. */
    Optional<Instant> raw(int series) {
        return policyOf(series).map(RetentionPolicy::raw).map(age -> age.cutoff(now));
    }

    /** The day before which the rollups by a policy may go: never before what is finer. */
    Optional<Instant> rollups(RetentionPolicy policy, Tier tier) {
        return switch (tier) {
            case RAW -> cutoff(policy.raw());
            case HOURLY -> earlier(cutoff(policy.hourly()), rollups(policy, Tier.RAW));
            case DAILY -> earlier(cutoff(policy.daily()), rollups(policy, Tier.HOURLY));
        };
    }

    /** The series of each policy that counts for any, in the order of their names. */
    Map<String, List<Integer>> seriesByPolicy() {
        Map<String, List<Integer>> byPolicy = new TreeMap<>();
        policies.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry ->
                        byPolicy.computeIfAbsent(entry.getValue().name(), _ -> new ArrayList<>())
                                .add(entry.getKey()));
        return byPolicy;
    }

    private Optional<Instant> cutoff(@Nullable Age age) {
        return Optional.ofNullable(age).map(kept -> kept.cutoff(now));
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> finer) {
        return one.flatMap(a -> finer.map(b -> a.isBefore(b) ? a : b));
    }
}
