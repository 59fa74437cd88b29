package io.sluice.downsampling;

/** Refuses what no downsampling takes: time that goes back, and values that are not finite. */
final class InputCheck {
    private long latest = Long.MIN_VALUE;

    void check(long time, double value) {
        if (time < latest) {
            throw new IllegalArgumentException(
                    "time goes back from " + latest + " to " + time + "; add points in order");
        }
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "the value at " + time + " is " + value + "; it must be finite");
        }
        latest = time;
    }
}
