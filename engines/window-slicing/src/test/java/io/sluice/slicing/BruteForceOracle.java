package io.sluice.slicing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;

/**
 * What an operator must have given out: holds all tuples of a stream, and for each question goes
 * through all of them.
 */
final class BruteForceOracle {
    private final SlicingSettings settings;
    private final Map<String, Asked> queries = new LinkedHashMap<>();

    /** All that were accepted, in the order of time, those of one time as they arrived. */
    private final List<TimedValue> tuples = new ArrayList<>();

    private long watermark = Long.MIN_VALUE;
    private long countFrom;
    private long late;
    private long outOfOrder;
    private long watermarksBack;

    /**
     * A query that was added.
     *
     * @param from the first time that it sees
     * @param fromRank the first rank at which a window of counts starts
     */
    private record Asked(
            PlainQuery query, long from, long fromRank, NavigableSet<Long> punctuations) {
        boolean countsTuples() {
            return query.window().measure() == Measure.COUNT;
        }
    }

    /**
     * What is true of a complete window.
     *
     * @param unchangeable whether nothing can change it any more
     */
    record Complete(Object result, boolean unchangeable) {}

    BruteForceOracle(SlicingSettings settings) {
        this.settings = settings;
    }

    void add(PlainQuery query) {
        long from = tuples.isEmpty() ? settings.origin() : tuples.getLast().time() + 1;
        if (queries.values().stream().noneMatch(Asked::countsTuples)) {
            countFrom = from;
        }
        queries.put(query.id(), new Asked(query, from, counted().size(), new TreeSet<>()));
    }

    void remove(String id) {
        queries.remove(id);
    }

    /** Whether an operator refuses the time of a tuple or a punctuation. */
    boolean refuses(long time) {
        return time < settings.origin() || time > SlicingOperator.LATEST_TIME;
    }

    boolean isLate(long time) {
        return time <= horizon();
    }

    boolean isLatePunctuation(long time) {
        return isLate(time) || (inOrder() && !tuples.isEmpty() && time <= tuples.getLast().time());
    }

    Outcome process(long time, double value) {
        if (isLate(time)) {
            late++;
            return Outcome.LATE;
        }
        if (inOrder()) {
            watermark = Math.max(watermark, time - 1);
        }
        int place = tuples.size();
        while (place > 0 && tuples.get(place - 1).time() > time) {
            place--;
        }
        if (place < tuples.size()) {
            outOfOrder++;
        }
        tuples.add(place, new TimedValue(time, value));
        return Outcome.ACCEPTED;
    }

    Outcome punctuate(long time) {
        if (isLatePunctuation(time)) {
            late++;
            return Outcome.LATE;
        }
        queries.values().stream()
                .filter(asked -> time >= asked.from)
                .forEach(asked -> asked.punctuations.add(time));
        return Outcome.ACCEPTED;
    }

    boolean advanceWatermark(long time) {
        if (time < watermark) {
            watermarksBack++;
        }
        boolean advances = time > watermark;
        watermark = Math.max(watermark, time);
        return advances;
    }

    private boolean inOrder() {
        return settings.order() == StreamOrder.IN_ORDER;
    }

    /** What is at or before this time does not change any more: watermark less lateness. */
    long horizon() {
        return watermark < Long.MIN_VALUE + settings.allowedLateness()
                ? Long.MIN_VALUE
                : watermark - settings.allowedLateness();
    }

    long watermark() {
        return watermark;
    }

    /** The latest time of a tuple; the origin if there is none. */
    long latest() {
        return tuples.isEmpty() ? settings.origin() : tuples.getLast().time();
    }

    /** All complete windows. */
    Map<WindowKey, Complete> complete() {
        Map<WindowKey, Complete> results = new HashMap<>();
        for (Asked asked : queries.values()) {
            boolean atOnce = inOrder() && asked.countsTuples();
            for (ObviousWindow window : windows(asked)) {
                if (atOnce || watermark >= window.last()) {
                    results.put(
                            new WindowKey(asked.query.id(), window.start(), window.end()),
                            new Complete(
                                    asked.query.aggregation().result().apply(window.tuples()),
                                    horizon() >= window.last()));
                }
            }
        }
        return results;
    }

    private List<ObviousWindow> windows(Asked asked) {
        List<TimedValue> visible = since(asked.from);
        return switch (asked.query.window()) {
            case PeriodicWindow periodic when asked.countsTuples() ->
                    ObviousWindows.periodicCounts(periodic, asked.fromRank, counted());
            case PeriodicWindow periodic -> ObviousWindows.periodic(periodic, asked.from, visible);
            case TimetableWindow timetable when asked.countsTuples() ->
                    ObviousWindows.timetableCounts(timetable, asked.fromRank, counted());
            case TimetableWindow timetable ->
                    ObviousWindows.timetable(timetable, asked.from, visible);
            case SessionWindow session -> ObviousWindows.sessions(session, visible);
            case PunctuationWindow _ -> ObviousWindows.punctuated(asked.punctuations, visible);
            case LastTuplesWindow last -> ObviousWindows.lastTuples(last, visible);
            case ThresholdWindow threshold -> ObviousWindows.thresholds(threshold, visible);
            case PeakWindow peak -> ObviousWindows.peaks(peak, visible);
            case Window other -> throw new IllegalArgumentException("not known: " + other);
        };
    }

    private List<TimedValue> counted() {
        return since(countFrom);
    }

    private List<TimedValue> since(long from) {
        return tuples.stream().filter(tuple -> tuple.time() >= from).toList();
    }

    PlainQuery query(String id) {
        return Objects.requireNonNull(queries.get(id)).query;
    }

    boolean knows(String id) {
        return queries.containsKey(id);
    }

    List<PlainQuery> queries() {
        return queries.values().stream().map(Asked::query).toList();
    }

    long accepted() {
        return tuples.size();
    }

    long late() {
        return late;
    }

    long outOfOrder() {
        return outOfOrder;
    }

    long watermarksBack() {
        return watermarksBack;
    }
}
