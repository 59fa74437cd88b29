package io.sluice.query.point;

import io.sluice.query.answer.Answer;
import io.sluice.query.device.Device;
import io.sluice.query.device.DeviceDirectory;
import io.sluice.query.series.Series;
import io.sluice.query.tier.AskedResolution;
import io.sluice.query.tier.AutoChoice;
import io.sluice.query.tier.Bucket;
import io.sluice.query.tier.Tier;
import io.sluice.query.tier.TierChoice;
import io.sluice.query.tier.TierFacts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Answers what is asked of the points of one series. */
@Component
final class SeriesPoints {
    private final PointStore store;
    private final DeviceDirectory devices;
    private final PointLimits limits;
    private final InstantSource clock;

    SeriesPoints(
            PointStore store, DeviceDirectory devices, PointLimits limits, InstantSource clock) {
        this.store = store;
        this.devices = devices;
        this.limits = limits;
        this.clock = clock;
    }

    /** A page of readings. */
    Answer page(Series series, PointsQuestion question) {
        return new PageAnswer(store, series, question);
    }

    /** The points at the resolution that is asked for, or that fits. */
    Answer answer(Series series, PointsQuestion question) {
        Stock stock = store.stock(List.of(series.id()), question.range());
        TimeRange range = narrowed(question, stock);
        TierChoice choice = choice(question, range, stock);
        Bucket bucket = choice.bucket();
        TimeRange used = bucket == null ? range : widened(range, choice.tier());
        PointsPlan plan =
                new PointsPlan(
                        series,
                        question,
                        used,
                        choice.tier(),
                        bucket,
                        Math.min(limits.mostPoints(), limit(question)),
                        stock.pendingHours(),
                        new Completeness(used, clock.instant(), interval(series), stock.rows()),
                        version(question, choice, stock));
        if (question.thinning() != null) {
            return new ThinnedAnswer(store, plan, question.thinning());
        }
        return bucket == null
                ? new ReadingsAnswer(store, plan)
                : new BucketsAnswer(store, plan, bucket);
    }

    private static int limit(PointsQuestion question) {
        Integer limit = question.limit();
        return limit == null ? Integer.MAX_VALUE : limit;
    }

    private Optional<Duration> interval(Series series) {
        return devices.find(series.deviceId()).flatMap(Device::interval);
    }

    /** Without an end that was asked for, the range ends where the series does. */
    private static TimeRange narrowed(PointsQuestion question, Stock stock) {
        TimeRange range = question.range();
        TimeRange extent = stock.extent().orElse(range);
        Instant from = question.from() == null ? extent.from() : range.from();
        Instant to = question.to() == null ? extent.to() : range.to();
        Long gone = stock.rawGoneUntil();
        if (question.from() == null
                && gone != null
                && question.resolution() instanceof AskedResolution.Raw) {
            from = TimeRange.ofMicros(gone, gone).from();
        }
        return to.isBefore(from) ? new TimeRange(from, from) : new TimeRange(from, to);
    }

    private TierChoice choice(PointsQuestion question, TimeRange range, Stock stock) {
        TierFacts facts = stock.factsIn(range);
        return switch (question.resolution()) {
            case AskedResolution.Raw _ -> raw(question, facts);
            case AskedResolution.Buckets buckets ->
                    TierChoice.of(buckets.bucket(), question.needs(), facts, limits.mostRows());
            case AskedResolution.Auto _ ->
                    new AutoChoice(
                                    Math.min(question.maxPoints(), limits.mostPoints()),
                                    question.thinning() != null,
                                    question.fill() != Fill.NONE,
                                    limits.mostRows())
                            .choose(question.needs(), facts);
        };
    }

    private TierChoice raw(PointsQuestion question, TierFacts facts) {
        facts.goneUntil(Tier.RAW)
                .ifPresent(until -> {
                    throw TierChoice.rawIsGone("the readings themselves", until);
                });
        boolean readsAll = question.thinning() != null || !question.filter().isAll();
        if (readsAll && facts.rows() > limits.mostRows()) {
            throw TierChoice.tooManyRows(facts.rows(), limits.mostRows());
        }
        return TierChoice.READINGS;
    }

    /** Rollups are read in full: the range is that of their steps. */
    private static TimeRange widened(TimeRange range, Tier tier) {
        if (tier == Tier.RAW || range.from().equals(range.to())) {
            return range;
        }
        return TimeRange.ofMicros(tier.floor(range.fromMicros()), tier.ceiling(range.toMicros()));
    }

    /** What was asked with an end, which has passed, changes only by late readings. */
    private Optional<String> version(PointsQuestion question, TierChoice choice, Stock stock) {
        Instant to = question.to();
        String version = stock.version();
        if (to == null || to.isAfter(clock.instant()) || version == null) {
            return Optional.empty();
        }
        return Optional.of(choice.tier().text() + "." + version);
    }
}
