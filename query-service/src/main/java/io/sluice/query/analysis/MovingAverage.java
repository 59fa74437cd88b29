package io.sluice.query.analysis;

/** The average of the readings of one series so far, reading by reading in the order of time. */
interface MovingAverage {
    /**
     * The average at a reading.
     *
     * @param time microseconds since 1970, not before the last one
     */
    double at(long time, double value);

    /** A new one, before the first reading. */
    static MovingAverage of(Window window, int mostReadings) {
        return switch (window) {
            case Window.Readings readings ->
                    new WindowAverage(Long.MAX_VALUE, readings.count(), mostReadings);
            case Window.Time time ->
                    new WindowAverage(
                            time.width().toNanos() / 1_000, Integer.MAX_VALUE, mostReadings);
            case Window.Exponential exponential -> new ExponentialAverage(exponential.alpha());
        };
    }
}
