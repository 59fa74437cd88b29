package io.sluice.query.question;

import io.sluice.query.point.Fill;
import io.sluice.query.point.TimeRange;
import io.sluice.query.tier.Bucket;

/**
 * As much of a range as an answer may have rows of, if gaps are filled; else all of it.
 *
 * @param isCut whether something was left out
 */
record Portion(TimeRange range, boolean isCut) {
    /**
     * @param groups of which each has a row for each bucket
     */
    static Portion of(QuestionPlan plan, Bucket bucket, int groups) {
        TimeRange all = plan.range();
        if (plan.question().fill() == Fill.NONE || bucket instanceof Bucket.Whole) {
            return new Portion(all, false);
        }
        long most = Math.max(1, plan.mostRows() / Math.max(1, groups));
        long to = all.toMicros();
        long end = bucket.start(all.fromMicros());
        for (long i = 0; i < most && end < to; i++) {
            end = bucket.next(end);
        }
        return end < to
                ? new Portion(TimeRange.ofMicros(all.fromMicros(), end), true)
                : new Portion(all, false);
    }
}
