package io.sluice.slicing;

/** A tuple, as tests compare it. */
record TimedValue(long time, double value) {
    @Override
    public String toString() {
        return time + ":" + value;
    }
}
