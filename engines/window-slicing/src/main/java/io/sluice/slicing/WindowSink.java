package io.sluice.slicing;

/** Takes the results of windows, during the call that makes them known. */
@FunctionalInterface
public interface WindowSink {
    /**
     * A window has a result, another result than before, or is withdrawn.
     *
     * @param result is used again for the next one: take out of it what is needed. The operator
     *     must not be called from here
     */
    void accept(WindowResult result);
}
