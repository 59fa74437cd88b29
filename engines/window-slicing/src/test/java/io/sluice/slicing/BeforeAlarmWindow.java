package io.sluice.slicing;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Windows of a user for streams in order: from the second tuple before each value that is high
 * enough, up to that. Where they start is known only when they end (forward context aware).
 */
record BeforeAlarmWindow(double alarm) implements ContextAwareWindow {
    @Override
    public boolean forwardContextAware() {
        return true;
    }

    @Override
    public Context newContext() {
        return new LastTwo(alarm);
    }

    private static final class LastTwo implements Context {
        private static final long NONE = Long.MAX_VALUE;

        private final double alarm;
        private final NavigableMap<Long, Long> startsByEnd = new TreeMap<>();
        private long secondLast = NONE;
        private long last = NONE;

        private LastTwo(double alarm) {
            this.alarm = alarm;
        }

        @Override
        public void notifyContext(long time, double value, EdgeCallback edges) {
            if (value >= alarm && secondLast != NONE) {
                edges.addEdge(secondLast);
                edges.addEdge(time);
                startsByEnd.put(time, secondLast);
            }
            secondLast = last;
            last = time;
        }

        @Override
        public void triggerWindows(long after, long upTo, WindowCallback callback) {
            startsByEnd
                    .subMap(after, false, upTo, true)
                    .forEach((end, start) -> callback.triggerWindow(start, end));
        }

        @Override
        public long earliestStart(long time) {
            startsByEnd.headMap(time, true).clear();
            long earliest = startsByEnd.values().stream().min(Long::compare).orElse(NONE);
            return Math.min(earliest, Math.min(secondLast, last));
        }

        @Override
        public void write(DataOutput output) throws IOException {
            output.writeLong(secondLast);
            output.writeLong(last);
            output.writeInt(startsByEnd.size());
            for (var window : startsByEnd.entrySet()) {
                output.writeLong(window.getKey());
                output.writeLong(window.getValue());
            }
        }

        @Override
        public void read(DataInput input) throws IOException {
            secondLast = input.readLong();
            last = input.readLong();
            for (int left = input.readInt(); left > 0; left--) {
                long end = input.readLong();
                startsByEnd.put(end, input.readLong());
            }
        }
    }
}
