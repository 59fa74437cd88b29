package io.sluice.slicing;

/**
 * The last tuples at each multiple of a time: a window on two measures, forward context aware
 * (thesis, 4.4.4). Its end is a multiple of {@code every}, its start the time of the earliest of
 * its tuples; at a boundary among tuples of one time, those that arrived last are in it. It has
 * fewer tuples while the stream has had fewer. A multiple without a tuple since the one before
 * gives nothing, since nothing has changed.
 *
 * @param number of tuples, at least 1
 * @param every from 1 to {@link SlicingOperator#LONGEST}
 */
public record LastTuplesWindow(int number, long every) implements Window {
    /**
     * @throws SlicingException {@link SlicingProblem#LENGTH_OUT_OF_RANGE}
     */
    public LastTuplesWindow {
        SlicingProblem.LENGTH_OUT_OF_RANGE.unless(number >= 1, "number", number);
        SlicingProblem.LENGTH_OUT_OF_RANGE.unless(
                every >= 1 && every <= SlicingOperator.LONGEST, "every", every);
    }
}
