package io.sluice.slicing;

/**
 * How a stream is cut into windows (thesis, 4.4.4). Windows are half-open: {@code [start, end)}. A
 * window without a tuple is not given out.
 *
 * <p>Users add types of windows by {@link ContextFreeWindow} and {@link ContextAwareWindow}.
 * Implementations are values: two that cut alike are equal, and their {@code toString} tells which.
 */
public sealed interface Window
        permits ContextFreeWindow,
                ContextAwareWindow,
                SessionWindow,
                PunctuationWindow,
                LastTuplesWindow {

    /** What start and end are measured in. */
    default Measure measure() {
        return Measure.TIME;
    }

    /** One window after the other, starting at multiples of the length. */
    static Window tumbling(long length) {
        return tumbling(Measure.TIME, length);
    }

    /** One window after the other, starting at multiples of the length. */
    static Window tumbling(Measure measure, long length) {
        return new PeriodicWindow(measure, length, length, 0);
    }

    /** A window of the length at each multiple of the slide. */
    static Window sliding(long length, long slide) {
        return sliding(Measure.TIME, length, slide);
    }

    /** A window of the length at each multiple of the slide. */
    static Window sliding(Measure measure, long length, long slide) {
        return new PeriodicWindow(measure, length, slide, 0);
    }

    /** Tuples with less than the gap between each and the next. */
    static Window session(long gap) {
        return new SessionWindow(gap);
    }

    /** From one punctuation to the next. */
    static Window punctuated() {
        return new PunctuationWindow();
    }

    /** The last tuples, at each multiple of a time. */
    static Window lastTuples(int number, long every) {
        return new LastTuplesWindow(number, every);
    }
}
