package io.sluice.query.rollup;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the hours that the writer has marked up to date, and their days: all there are, then it
 * waits, then again. It has a thread of its own, since one round may take minutes.
 */
final class RollupRefresher implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RollupRefresher.class);
    private static final Duration TRANSACTION_ENDS = Duration.ofSeconds(20);

    /** After a round it rests for so many times as long as it worked: the rest is for queries. */
    private static final int REST = 4;

    private static final Duration LONGEST_REST = Duration.ofSeconds(10);

    private final PostgresRollups rollups;
    private final RollupProperties properties;
    private final InstantSource clock;
    private final Counter hours;
    private final Counter failures;
    private final Timer transactions;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("rollups").daemon().factory());
    private volatile boolean closing;
    private volatile long marksLeft;
    private volatile Instant caughtUp;

    RollupRefresher(
            PostgresRollups rollups,
            RollupProperties properties,
            MeterRegistry meters,
            InstantSource clock) {
        this.rollups = rollups;
        this.properties = properties;
        this.clock = clock;
        this.caughtUp = clock.instant();
        this.hours =
                Counter.builder("sluice.rollups.hours")
                        .description("hours of series brought up to date")
                        .register(meters);
        this.failures =
                Counter.builder("sluice.rollups.failures")
                        .description("transactions that failed; their marks are still there")
                        .register(meters);
        this.transactions =
                Timer.builder("sluice.rollups.transaction")
                        .description("one transaction of the refresher")
                        .register(meters);
        Gauge.builder("sluice.rollups.marks", () -> marksLeft)
                .description("marks not taken yet, up to a million")
                .register(meters);
        TimeGauge.builder("sluice.rollups.behind", this::millisBehind, TimeUnit.MILLISECONDS)
                .description("since when there have been marks not taken, at most")
                .register(meters);
    }

    void start() {
        goOnAfter(Duration.ZERO);
    }

    private void goOnAfter(Duration rest) {
        try {
            var _ = thread.schedule(this::round, rest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("closed between two rounds", e);
        }
    }

    private void round() {
        long start = System.nanoTime();
        refreshUnlessItFails();
        goOnAfter(restAfter(Duration.ofNanos(System.nanoTime() - start), properties.interval()));
    }

    /**
     * The interval, or longer after a round that was long: hours to which readings keep coming late
     * are computed anew each time, and must not take all of the processor.
     */
    static Duration restAfter(Duration round, Duration interval) {
        Duration rest = round.multipliedBy(REST);
        if (rest.compareTo(LONGEST_REST) > 0) {
            rest = LONGEST_REST;
        }
        return rest.compareTo(interval) > 0 ? rest : interval;
    }

    private void refreshUnlessItFails() {
        try {
            refreshAll();
        } catch (RuntimeException e) {
            failures.increment();
            log.warn(
                    "rollups not refreshed, trying again in {}: {}",
                    properties.interval(),
                    e.toString());
        }
    }

    /** Until the marks that were there at the beginning are taken, by this or another refresher. */
    private void refreshAll() {
        Instant beginning = clock.instant();
        marksLeft = rollups.marks();
        MarkPlace place = MarkPlace.BEGINNING;
        while (!closing) {
            Optional<RefreshedHours> refreshed = refreshSome(place);
            if (refreshed.isEmpty()) {
                return;
            }
            if (refreshed.get().marks() < properties.hoursAtOnce()) {
                caughtUp = beginning;
                return;
            }
            place = refreshed.get().last();
        }
    }

    private Optional<RefreshedHours> refreshSome(MarkPlace after) {
        Timer.Sample sample = Timer.start();
        Optional<RefreshedHours> refreshed = rollups.refresh(properties.hoursAtOnce(), after);
        refreshed
                .filter(some -> some.marks() > 0)
                .ifPresent(some -> {
                    long nanos = sample.stop(transactions);
                    hours.increment((double) some.hours());
                    marksLeft = Math.max(0, marksLeft - some.marks());
                    log.debug("{} in {} ms", some, TimeUnit.NANOSECONDS.toMillis(nanos));
                });
        return refreshed;
    }

    private double millisBehind() {
        return Duration.between(caughtUp, clock.instant()).toMillis();
    }

    /** Lets the transaction under way end. */
    @Override
    public void close() {
        closing = true;
        thread.shutdown();
        try {
            if (!thread.awaitTermination(TRANSACTION_ENDS.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("a transaction of the refresher has not ended in {}", TRANSACTION_ENDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
