package io.sluice.slicing;

/**
 * Sessions: a tuple that is {@code gap} or more after the one before it starts a new one. A session
 * is {@code [first, last + gap)} (thesis, 4.6).
 *
 * @param gap from 1 to {@link SlicingOperator#LONGEST}
 */
public record SessionWindow(long gap) implements Window {
    /**
     * @throws SlicingException {@link SlicingProblem#LENGTH_OUT_OF_RANGE}
     */
    public SessionWindow {
        SlicingProblem.LENGTH_OUT_OF_RANGE.unless(
                gap >= 1 && gap <= SlicingOperator.LONGEST, "gap", gap);
    }
}
