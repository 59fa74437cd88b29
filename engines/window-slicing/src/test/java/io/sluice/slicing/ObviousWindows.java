package io.sluice.slicing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * All windows with tuples that a list of tuples has, complete or not: written down from what each
 * type of window means, with no thought of streams, slices or speed.
 *
 * <p>Lists of tuples are in the order of time, those of one time as they arrived.
 */
final class ObviousWindows {
    private ObviousWindows() {}

    /** Windows that start at offset + i * slide, and not before {@code from}. */
    static List<ObviousWindow> periodic(PeriodicWindow window, long from, List<TimedValue> tuples) {
        return slot(window.slide(), window.offset(), window.length(), from, tuples);
    }

    /** Windows of the slots of a timetable that don't start before {@code from}. */
    static List<ObviousWindow> timetable(
            TimetableWindow window, long from, List<TimedValue> tuples) {
        return window.slots().stream()
                .flatMap(slot ->
                        slot(window.period(), slot.offset(), slot.length(), from, tuples).stream())
                .toList();
    }

    private static List<ObviousWindow> slot(
            long period, long offset, long length, long from, List<TimedValue> tuples) {
        Map<Long, List<TimedValue>> byStart = new LinkedHashMap<>();
        for (TimedValue tuple : tuples) {
            long latestStart = tuple.time() - Math.floorMod(tuple.time() - offset, period);
            for (long start = latestStart; start > tuple.time() - length; start -= period) {
                if (start >= from) {
                    byStart.computeIfAbsent(start, _ -> new ArrayList<>()).add(tuple);
                }
            }
        }
        return byStart.entrySet().stream()
                .map(entry ->
                        new ObviousWindow(
                                entry.getKey(), entry.getKey() + length, entry.getValue()))
                .toList();
    }

    /** Windows of ranks that start at offset + i * slide, and not before {@code from}. */
    static List<ObviousWindow> periodicCounts(
            PeriodicWindow window, long from, List<TimedValue> counted) {
        return countSlot(window.slide(), window.offset(), window.length(), from, counted);
    }

    /** Windows of ranks of the slots of a timetable that don't start before {@code from}. */
    static List<ObviousWindow> timetableCounts(
            TimetableWindow window, long from, List<TimedValue> counted) {
        return window.slots().stream()
                .flatMap(slot ->
                        countSlot(window.period(), slot.offset(), slot.length(), from, counted)
                                .stream())
                .toList();
    }

    private static List<ObviousWindow> countSlot(
            long period, long offset, long length, long from, List<TimedValue> counted) {
        List<ObviousWindow> windows = new ArrayList<>();
        for (long start = offset; start + length <= counted.size(); start += period) {
            if (start >= from) {
                List<TimedValue> in = counted.subList((int) start, (int) (start + length));
                windows.add(new ObviousWindow(start, start + length, in.getLast().time(), in));
            }
        }
        return windows;
    }

    /** A new session where a tuple is a gap or more after the one before it. */
    static List<ObviousWindow> sessions(SessionWindow window, List<TimedValue> tuples) {
        List<ObviousWindow> windows = new ArrayList<>();
        List<TimedValue> session = new ArrayList<>();
        for (TimedValue tuple : tuples) {
            if (!session.isEmpty() && tuple.time() - session.getLast().time() >= window.gap()) {
                windows.add(session(session, window.gap()));
                session = new ArrayList<>();
            }
            session.add(tuple);
        }
        if (!session.isEmpty()) {
            windows.add(session(session, window.gap()));
        }
        return windows;
    }

    private static ObviousWindow session(List<TimedValue> tuples, long gap) {
        return new ObviousWindow(tuples.getFirst().time(), tuples.getLast().time() + gap, tuples);
    }

    /** From each punctuation to the next. */
    static List<ObviousWindow> punctuated(
            NavigableSet<Long> punctuations, List<TimedValue> tuples) {
        List<ObviousWindow> windows = new ArrayList<>();
        for (long start : punctuations) {
            Long end = punctuations.higher(start);
            if (end != null) {
                windows.add(ObviousWindow.among(tuples, start, end));
            }
        }
        return withTuples(windows);
    }

    /** At each multiple with a tuple since the one before: the last tuples before it. */
    static List<ObviousWindow> lastTuples(LastTuplesWindow window, List<TimedValue> tuples) {
        List<ObviousWindow> windows = new ArrayList<>();
        for (long end : multiplesAfter(tuples, window.every())) {
            List<TimedValue> before = tuples.stream().filter(tuple -> tuple.time() < end).toList();
            List<TimedValue> last =
                    before.subList(Math.max(0, before.size() - window.number()), before.size());
            windows.add(new ObviousWindow(last.getFirst().time(), end, last));
        }
        return windows;
    }

    /** Of each multiple with a tuple since the one before: from the greatest value since then. */
    static List<ObviousWindow> peaks(PeakWindow window, List<TimedValue> tuples) {
        List<ObviousWindow> windows = new ArrayList<>();
        for (long end : multiplesAfter(tuples, window.every())) {
            TimedValue peak = null;
            for (TimedValue tuple : tuples) {
                boolean inPeriod = tuple.time() >= end - window.every() && tuple.time() < end;
                if (inPeriod && (peak == null || tuple.value() >= peak.value())) {
                    peak = tuple;
                }
            }
            if (peak != null) {
                windows.add(ObviousWindow.among(tuples, peak.time(), end));
            }
        }
        return windows;
    }

    /** For each tuple, the first multiple after its time. */
    private static NavigableSet<Long> multiplesAfter(List<TimedValue> tuples, long every) {
        NavigableSet<Long> multiples = new TreeSet<>();
        for (TimedValue tuple : tuples) {
            multiples.add(tuple.time() - Math.floorMod(tuple.time(), every) + every);
        }
        return multiples;
    }

    /** From a value above one threshold to the next below another; the first of a time counts. */
    static List<ObviousWindow> thresholds(ThresholdWindow window, List<TimedValue> tuples) {
        List<ObviousWindow> windows = new ArrayList<>();
        List<Long> start = new ArrayList<>();
        long decided = Long.MIN_VALUE;
        for (TimedValue tuple : tuples) {
            if (tuple.time() == decided) {
                continue;
            }
            decided = tuple.time();
            if (start.isEmpty() && tuple.value() > window.above()) {
                start.add(tuple.time());
            } else if (!start.isEmpty() && tuple.value() < window.below()) {
                windows.add(ObviousWindow.among(tuples, start.removeLast(), tuple.time()));
            }
        }
        return windows;
    }

    private static List<ObviousWindow> withTuples(List<ObviousWindow> windows) {
        windows.removeIf(window -> window.tuples().isEmpty());
        return Collections.unmodifiableList(windows);
    }
}
