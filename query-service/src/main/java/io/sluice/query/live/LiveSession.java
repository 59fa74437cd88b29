package io.sluice.query.live;

import io.sluice.contracts.readings.ReadingBatch;
import io.sluice.downsampling.M4Column;
import io.sluice.query.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What one client looks at: the columns of its series. The reader of the topic puts readings in,
 * and the client's own thread takes out what has changed; neither waits for the other.
 */
final class LiveSession {
    private final UUID id;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private LiveSettings settings;
    private Map<Series, LiveColumns> columns = Map.of();
    private boolean toCheck;
    private boolean ended;

    LiveSession(UUID id, LiveSettings settings) {
        this.id = id;
        this.settings = settings;
        this.columns = columnsFor(settings, false);
    }

    UUID id() {
        return id;
    }

    LiveSettings settings() {
        return locked(() -> settings);
    }

    Set<String> devices() {
        return settings().series().stream().map(Series::deviceId).collect(Collectors.toSet());
    }

    /** Other settings from now on. Columns that are the same are kept; all are sent again. */
    void change(LiveSettings changed) {
        run(() -> {
            columns = columnsFor(changed, changed.hasSameColumns(settings));
            columns.values().forEach(LiveColumns::sendAllAgain);
            settings = changed;
        });
    }

    private Map<Series, LiveColumns> columnsFor(LiveSettings wanted, boolean keep) {
        Map<Series, LiveColumns> made = new LinkedHashMap<>();
        for (Series series : wanted.series()) {
            LiveColumns kept = keep ? columns.get(series) : null;
            made.put(
                    series,
                    kept != null
                            ? kept
                            : new LiveColumns(series, wanted.width(), wanted.columnMicros()));
        }
        return made;
    }

    /** Takes readings from the topic. */
    void take(ReadingBatch batch, int partition, long offset) {
        run(() -> {
            Map<Integer, LiveColumns> byMetric = columnsOf(batch);
            if (byMetric.isEmpty()) {
                return;
            }
            // The writer may know such a message already, and leave it out.
            boolean isNew = !batch.getTimedOnArrival();
            long time = 0;
            for (int i = 0; i < batch.getValueCount(); i++) {
                time += batch.getTimeDelta(i);
                LiveColumns touched = byMetric.get(batch.getMetricIndex(i));
                if (touched != null && Double.isFinite(batch.getValue(i))) {
                    touched.add(time, batch.getValue(i), partition, offset, isNew);
                }
            }
            woken.signalAll();
        });
    }

    private Map<Integer, LiveColumns> columnsOf(ReadingBatch batch) {
        Map<Integer, LiveColumns> byMetric = new HashMap<>();
        columns.forEach((series, its) -> {
            int metric =
                    series.deviceId().equals(batch.getDeviceId())
                            ? batch.getMetricList().indexOf(series.metric())
                            : -1;
            if (metric >= 0) {
                byMetric.put(metric, its);
            }
        });
        return byMetric;
    }

    /** Readings may have been missed. */
    void missed() {
        run(() -> columns.values().forEach(LiveColumns::setMissed));
    }

    /** The table may have other settings. */
    void check() {
        run(() -> {
            toCheck = true;
            woken.signalAll();
        });
    }

    /** Whether the table may have other settings, and forgets it. */
    boolean takeCheck() {
        return locked(() -> {
            boolean was = toCheck;
            toCheck = false;
            return was;
        });
    }

    void end() {
        run(() -> {
            ended = true;
            woken.signalAll();
        });
    }

    boolean isEnded() {
        return locked(() -> ended);
    }

    /** The window goes on. */
    void advance(Instant now) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, now);
        run(() -> columns.values().forEach(one -> one.advance(micros)));
    }

    /** What is to be read from the database. */
    record Loading(Series series, long duration, long first, long end, List<Long> numbers) {
        boolean isAll() {
            return numbers.isEmpty();
        }
    }

    boolean needsLoading() {
        return locked(() ->
                columns.values().stream().anyMatch(one -> !one.isFilled() || one.hasUncertain()));
    }

    /** What can be read, the database having the topic up to {@code written}. */
    List<Loading> loadings(Optional<Map<Integer, Long>> positions, Map<Integer, Long> written) {
        return locked(() -> {
            List<Loading> loadings = new ArrayList<>();
            for (LiveColumns one : columns.values()) {
                boolean all = one.needsFilling(positions, written);
                List<Long> numbers = all ? List.of() : one.toReload(written);
                if (all || !numbers.isEmpty()) {
                    loadings.add(
                            new Loading(
                                    one.series(),
                                    settings.columnMicros(),
                                    one.firstNumber(),
                                    one.endNumber(),
                                    numbers));
                }
            }
            return loadings;
        });
    }

    void load(Loading loading, Map<Long, M4Column> loaded, Map<Integer, Long> written) {
        run(() -> {
            LiveColumns one = columns.get(loading.series());
            if (one == null) {
                return;
            }
            if (loading.isAll()) {
                one.fill(loaded, written);
            } else {
                one.load(loaded, written);
            }
        });
    }

    /** What has changed: at most so many columns, so that memory does not grow. */
    List<LiveEvent> drain(int most) {
        return locked(() -> {
            List<LiveEvent> events = new ArrayList<>();
            columns.values().forEach(one -> one.drainTo(events, most));
            return events;
        });
    }

    /** Waits a pause, and then until there is something to do, but not longer than told. */
    void await(Duration pause, Duration longest) throws InterruptedException {
        lock.lock();
        try {
            long rest = Math.min(pause.toNanos(), longest.toNanos());
            while (!ended && !toCheck && rest > 0) {
                rest = woken.awaitNanos(rest);
            }
            rest = longest.minus(pause).toNanos();
            while (!ended && !toCheck && !hasWork() && rest > 0) {
                rest = woken.awaitNanos(rest);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean hasWork() {
        return columns.values().stream().anyMatch(one -> !one.isFilled() || one.hasNews());
    }

    private void run(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> question) {
        lock.lock();
        try {
            return question.get();
        } finally {
            lock.unlock();
        }
    }
}
