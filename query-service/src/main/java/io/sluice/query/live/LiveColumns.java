package io.sluice.query.live;

import io.sluice.downsampling.M4Column;
import io.sluice.query.series.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The columns of one series in a window that moves on: at most as many as it is wide.
 *
 * <p>A reading that is later than all of its column is added here. Any other may be late, a
 * duplicate or a correction, which can't be told here: its column is read again from the database,
 * once that has the reading.
 */
final class LiveColumns {
    private static final int MOST_RELOADED = 64;

    private final Series series;
    private final int width;
    private final long duration;
    private final NavigableMap<Long, LiveColumn> columns = new TreeMap<>();
    private final TreeSet<Long> dirty = new TreeSet<>();
    private final TreeSet<Long> uncertain = new TreeSet<>();
    private int partition = -1;
    private long present;
    private long head;
    private long newest = Long.MIN_VALUE;
    private boolean shown;
    private boolean filled;
    private Optional<Map<Integer, Long>> required = Optional.empty();

    /**
     * @param duration of a column, in microseconds
     */
    LiveColumns(Series series, int width, long duration) {
        this.series = series;
        this.width = width;
        this.duration = duration;
    }

    Series series() {
        return series;
    }

    /**
     * Whether nothing is missing of what came before this one took readings, as far as the database
     * has it.
     */
    boolean isFilled() {
        return filled;
    }

    /** Something may have been missed: all columns are to be read again. */
    void setMissed() {
        filled = false;
        required = Optional.empty();
    }

    /**
     * Whether all columns are to be read: at once, and again when the database has all that came
     * before this one took readings.
     *
     * @param positions of the topic, from where on this one takes readings at the latest
     * @param written as in {@link #toReload}
     */
    boolean needsFilling(Optional<Map<Integer, Long>> positions, Map<Integer, Long> written) {
        if (required.isEmpty()) {
            required = positions;
        }
        return !filled && (!shown || hasRequired(written));
    }

    private boolean hasRequired(Map<Integer, Long> written) {
        return required.isPresent()
                && required.get().entrySet().stream()
                        .allMatch(end -> written.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    /** Takes all columns as they are in the database. */
    void fill(Map<Long, M4Column> loaded, Map<Integer, Long> written) {
        shown = true;
        filled = hasRequired(written);
        load(loaded, written);
    }

    /** The window goes on to the column of the present. */
    void advance(long now) {
        present = now / duration;
        head = Math.max(head, present);
        forgetOld();
    }

    /** The first column of the window. */
    long firstNumber() {
        return head - width + 1;
    }

    /** The column after the last that is shown: clocks of devices may be ahead by one window. */
    long endNumber() {
        return present + width + 1;
    }

    /**
     * Takes a reading from the topic.
     *
     * @param isNew false if it may be one that is known already, whatever its time
     */
    void add(long micros, double value, int fromPartition, long offset, boolean isNew) {
        partition = fromPartition;
        long number = micros / duration;
        if (number < firstNumber() || number >= endNumber()) {
            return;
        }
        head = Math.max(head, number);
        forgetOld();
        LiveColumn column = columnOf(number);
        M4Column values = column.values();
        if (isNew && (values.count() == 0 || micros > values.lastTime())) {
            values.add(micros, value);
            advanceNewest(number);
        } else {
            uncertain.add(number);
        }
        column.touch(offset);
        dirty.add(number);
    }

    private void advanceNewest(long number) {
        if (number <= newest) {
            return;
        }
        if (columns.containsKey(newest)) {
            // It is complete now.
            dirty.add(newest);
        }
        newest = number;
    }

    private LiveColumn columnOf(long number) {
        return columns.computeIfAbsent(number, LiveColumn::new);
    }

    private void forgetOld() {
        columns.headMap(firstNumber(), false).clear();
        dirty.headSet(firstNumber()).clear();
        uncertain.headSet(firstNumber()).clear();
    }

    /**
     * Some columns to be read again, for which the database has all that came so far.
     *
     * @param written by partition, the offset up to which the database has the topic
     */
    List<Long> toReload(Map<Integer, Long> written) {
        List<Long> numbers = new ArrayList<>();
        for (Long number : uncertain) {
            if (isWritten(columnOf(number), written) && numbers.size() < MOST_RELOADED) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    boolean hasUncertain() {
        return !uncertain.isEmpty();
    }

    /**
     * Takes columns as they are in the database.
     *
     * @param written how far the database had the topic before they were read
     */
    void load(Map<Long, M4Column> loaded, Map<Integer, Long> written) {
        loaded.forEach((number, values) -> {
            if (number >= firstNumber() && number < endNumber()) {
                load(columnOf(number), values, written);
            }
        });
        forgetOld();
    }

    private void load(LiveColumn column, M4Column values, Map<Integer, Long> written) {
        long number = column.number();
        head = Math.max(head, number);
        if (isWritten(column, written)) {
            column.replace(values);
            uncertain.remove(number);
        } else {
            // Something has come meanwhile: this is a foretaste, and is read again.
            column.values().merge(values);
            uncertain.add(number);
        }
        dirty.add(number);
        if (column.values().count() > 0) {
            advanceNewest(number);
        }
    }

    private boolean isWritten(LiveColumn column, Map<Integer, Long> written) {
        return column.touchedAt() < 0 || column.touchedAt() < written.getOrDefault(partition, 0L);
    }

    /** All columns are to be sent as if none had been. */
    void sendAllAgain() {
        columns.values().forEach(column -> column.setSentComplete(false));
        dirty.addAll(columns.keySet());
    }

    boolean hasNews() {
        return !dirty.isEmpty();
    }

    /** Takes out what is to be sent, the oldest first. */
    void drainTo(List<LiveEvent> events, int most) {
        List<Long> sent = new ArrayList<>();
        for (Long number : dirty) {
            if (events.size() >= most) {
                break;
            }
            // A past column that is to be read again is sent when it is.
            if (number == newest || !uncertain.contains(number)) {
                sent.add(number);
                LiveColumn column = columnOf(number);
                if (column.values().count() > 0) {
                    events.add(event(column));
                }
            }
        }
        sent.forEach(dirty::remove);
    }

    private LiveEvent event(LiveColumn column) {
        LiveEvent.Kind kind =
                column.number() == newest
                        ? LiveEvent.Kind.CURRENT
                        : column.isSentComplete() ? LiveEvent.Kind.UPDATE : LiveEvent.Kind.COLUMN;
        column.setSentComplete(kind != LiveEvent.Kind.CURRENT);
        M4Column values = new M4Column();
        values.merge(column.values());
        return new LiveEvent(
                kind, series, column.number() * duration, (column.number() + 1) * duration, values);
    }
}
