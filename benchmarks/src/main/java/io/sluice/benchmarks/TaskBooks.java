package io.sluice.benchmarks;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What became of the tasks of one measurement: each must be finished exactly once. */
final class TaskBooks {
    /** The priority of tasks that are sent whatever else is under way. */
    static final int URGENT = 0;

    private final AtomicLong numbers = new AtomicLong();
    private final Semaphore room;
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder finished = new LongAdder();
    private final LongAdder again = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final AtomicReference<@Nullable String> firstFailure = new AtomicReference<>();
    private final Set<Long> finishedNumbers = ConcurrentHashMap.newKeySet();
    private final Map<Integer, TaskTimes> times = new ConcurrentHashMap<>();

    /**
     * @param mostUnderWay how many tasks, but for urgent ones, are submitted and not yet finished
     */
    TaskBooks(int mostUnderWay) {
        this.room = new Semaphore(mostUnderWay);
    }

    /** Waits a little until so many more may be under way; returns false if they may not. */
    boolean hasRoomSoon(int tasks) throws InterruptedException {
        return room.tryAcquire(tasks, 100, TimeUnit.MILLISECONDS);
    }

    /** The first of so many numbers, which tell tasks apart. */
    long numbers(int tasks) {
        return numbers.getAndAdd(tasks);
    }

    void submitted(int tasks, int ofThemAccepted) {
        accepted.add(ofThemAccepted);
        refused.add(tasks - ofThemAccepted);
    }

    void leased(LeasedTask task, long now) {
        times(task.priority()).leased(now - task.sentAt());
    }

    void finished(LeasedTask task, long now) {
        finished.increment();
        if (!finishedNumbers.add(task.number())) {
            again.increment();
        }
        times(task.priority()).finished(now - task.sentAt());
        if (task.priority() != URGENT) {
            room.release();
        }
    }

    /** Something was answered with an error or not at all. */
    void failed(IOException failure) {
        failures.increment();
        firstFailure.compareAndSet(null, failure.toString());
    }

    /** Forgets the times of before. */
    void restartTimes() {
        times.clear();
    }

    TaskTimes times(int priority) {
        return times.computeIfAbsent(priority, _ -> new TaskTimes());
    }

    long accepted() {
        return accepted.sum();
    }

    long refused() {
        return refused.sum();
    }

    long finished() {
        return finished.sum();
    }

    boolean areAllFinished() {
        return finished() == accepted();
    }

    boolean isNoneFinishedTwice() {
        return again.sum() == 0;
    }

    String line() {
        String failure = firstFailure.get();
        return String.format(
                Locale.ROOT,
                "  accepted %,d, finished %,d, of them again %,d; refused %,d, failed requests"
                        + " %,d%s%n",
                accepted(),
                finished(),
                again.sum(),
                refused(),
                failures.sum(),
                failure == null ? "" : ", the first: " + failure);
    }
}
