package io.sluice.slicing;

import java.util.BitSet;
import java.util.TreeSet;

/** Windows from one punctuation to the next. */
final class PunctuationSource implements WindowSource {
    private final AggregateStore store;
    private final TreeSet<Long> punctuations = new TreeSet<>();

    PunctuationSource(AggregateStore store) {
        this.store = store;
    }

    /** Whether there was no punctuation at the time yet. */
    boolean add(long time) {
        return punctuations.add(time);
    }

    @Override
    public void windows(long after, long upTo, WindowCallback callback) {
        for (Long end = punctuations.higher(after);
                end != null && end <= upTo;
                end = punctuations.higher(end)) {
            Long start = punctuations.lower(end);
            if (start != null) {
                callback.triggerWindow(start, end);
            }
        }
    }

    @Override
    public long nextEnd(long position) {
        Long next = punctuations.higher(position);
        return next == null ? DueQueue.NEVER : next;
    }

    /** Forgets the punctuations that no window will start at any more. */
    @Override
    public long earliestStart(long position) {
        Long start = punctuations.floor(position);
        if (start == null) {
            return position;
        }
        punctuations.headSet(start).clear();
        return start;
    }

    @Override
    public void markStarts(long position, BitSet marks) {
        for (long start : punctuations.headSet(position, true)) {
            marks.set(store.firstWithFirstFrom(start));
        }
    }

    void write(StateOutput output) {
        output.writeInt(punctuations.size());
        punctuations.forEach(output::writeLong);
    }

    void read(StateInput input) {
        for (int left = input.readCount(); left > 0; left--) {
            punctuations.add(input.readLong());
        }
    }
}
