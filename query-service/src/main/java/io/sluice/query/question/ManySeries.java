package io.sluice.query.question;

import io.sluice.query.answer.Answer;
import io.sluice.query.point.Fill;
import io.sluice.query.point.PointLimits;
import io.sluice.query.point.PointStore;
import io.sluice.query.point.Stock;
import io.sluice.query.point.TimeRange;
import io.sluice.query.tier.AskedResolution;
import io.sluice.query.tier.AutoChoice;
import io.sluice.query.tier.Bucket;
import io.sluice.query.tier.Tier;
import io.sluice.query.tier.TierChoice;
import io.sluice.query.tier.TierFacts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Answers what is asked of many series. */
@Component
final class ManySeries {
    /** Readings of one time: what can be grouped and computed when readings are asked for. */
    private static final Bucket INSTANT = new Bucket.Fixed(1);

    private final SeriesChoice series;
    private final PointStore store;
    private final PointLimits limits;
    private final InstantSource clock;

    ManySeries(SeriesChoice series, PointStore store, PointLimits limits, InstantSource clock) {
        this.series = series;
        this.store = store;
        this.limits = limits;
        this.clock = clock;
    }

    Answer answer(Question question) {
        ChosenSeries chosen = series.choose(question);
        List<Alignment> alignments = Alignment.of(question, chosen);
        Stock stock = store.stock(chosen.distinct(), question.range());
        TimeRange range = narrowed(question, stock);
        TierChoice choice = choice(question, range, stock);
        Bucket bucket = bucket(question, choice);
        TimeRange used = bucket == null ? range : widened(range, choice.tier());
        QuestionPlan plan =
                new QuestionPlan(
                        question,
                        chosen,
                        used,
                        choice.tier(),
                        bucket,
                        limits.mostPoints(),
                        stock.pendingHours(),
                        new ExpectedReadings(chosen.intervals(), used, clock.instant()));
        if (bucket == null) {
            return new ManyReadingsAnswer(store, plan);
        }
        return question.computations().isEmpty()
                ? new GroupsAnswer(store, plan, bucket)
                : new ComputedAnswer(store, plan, bucket, alignments);
    }

    private static @Nullable Bucket bucket(Question question, TierChoice choice) {
        return choice.bucket() == null && !question.isOfSingleSeries() ? INSTANT : choice.bucket();
    }

    /** Without an end that was asked for, the range ends where the series do. */
    private static TimeRange narrowed(Question question, Stock stock) {
        TimeRange range = question.range();
        TimeRange extent = stock.extent().orElse(range);
        Instant from = question.from() == null ? extent.from() : range.from();
        Instant to = question.to() == null ? extent.to() : range.to();
        return to.isBefore(from) ? new TimeRange(from, from) : new TimeRange(from, to);
    }

    private TierChoice choice(Question question, TimeRange range, Stock stock) {
        TierFacts facts = stock.factsIn(range);
        return switch (question.resolution()) {
            case AskedResolution.Raw _ -> raw(facts);
            case AskedResolution.Buckets(Bucket bucket) ->
                    TierChoice.of(bucket, question.needs(), facts, limits.mostRows());
            case AskedResolution.Auto _ ->
                    new AutoChoice(
                                    question.maxPoints(),
                                    false,
                                    question.fill() != Fill.NONE,
                                    limits.mostRows())
                            .choose(question.needs(), facts);
        };
    }

    private TierChoice raw(TierFacts facts) {
        facts.goneUntil(Tier.RAW)
                .ifPresent(until -> {
                    throw TierChoice.rawIsGone("the readings themselves", until);
                });
        if (facts.rows() > limits.mostRows()) {
            throw TierChoice.tooManyRows(facts.rows(), limits.mostRows());
        }
        return TierChoice.READINGS;
    }

    /** Rollups are read in full: the range is that of their steps. */
    private static TimeRange widened(TimeRange range, Tier tier) {
        return tier == Tier.RAW
                ? range
                : TimeRange.ofMicros(
                        tier.floor(range.fromMicros()), tier.ceiling(range.toMicros()));
    }
}
