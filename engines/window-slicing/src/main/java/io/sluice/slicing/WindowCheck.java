package io.sluice.slicing;

/** Refuses window types of the user's that can't be. */
final class WindowCheck {
    private WindowCheck() {}

    /**
     * Checks what can be seen of a window without tuples.
     *
     * @throws SlicingException {@link SlicingProblem#WINDOW_BROKEN}, {@link
     *     SlicingProblem#LENGTH_OUT_OF_RANGE}
     */
    static void requireSound(Window window, long from) {
        if (window instanceof ContextFreeWindow contextFree) {
            long longest = contextFree.maximumLength();
            SlicingProblem.LENGTH_OUT_OF_RANGE.unless(
                    longest >= 1 && longest <= SlicingOperator.LONGEST, "maximumLength", longest);
            ContextFreeSource.edgeAfter(contextFree, from);
            ContextFreeSource.startAfter(contextFree, from);
        } else if (window.measure() != Measure.TIME) {
            throw SlicingProblem.WINDOW_BROKEN.with(
                    window + ": only a context-free window can be on " + window.measure());
        }
    }
}
