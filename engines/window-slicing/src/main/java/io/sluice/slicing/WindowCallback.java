package io.sluice.slicing;

/** Takes the windows that ended. */
@FunctionalInterface
public interface WindowCallback {
    /** The window {@code [start, end)} has ended. */
    void triggerWindow(long start, long end);
}
