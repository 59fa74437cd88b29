package io.sluice.slicing;

/**
 * Windows of one length at equal distances: tumbling if the slide is the length, sliding and
 * overlapping if it is less, with parts of the stream left out if it is more.
 *
 * @param measure of the lengths
 * @param length from 1 to {@link SlicingOperator#LONGEST}
 * @param slide from 1 to {@link SlicingOperator#LONGEST}; the distance of one start to the next
 * @param offset windows start at {@code offset + i * slide}; from 0, less than the slide
 */
public record PeriodicWindow(Measure measure, long length, long slide, long offset)
        implements ContextFreeWindow {
    /**
     * @throws SlicingException {@link SlicingProblem#LENGTH_OUT_OF_RANGE}
     */
    public PeriodicWindow {
        SlicingProblem.LENGTH_OUT_OF_RANGE.unless(
                length >= 1 && length <= SlicingOperator.LONGEST, "length", length);
        SlicingProblem.LENGTH_OUT_OF_RANGE.unless(
                slide >= 1 && slide <= SlicingOperator.LONGEST, "slide", slide);
        SlicingProblem.LENGTH_OUT_OF_RANGE.unless(offset >= 0 && offset < slide, "offset", offset);
    }

    @Override
    public long nextEdge(long position) {
        return length == slide
                ? nextStart(position)
                : Math.min(nextStart(position), nextEnd(position));
    }

    @Override
    public long edgeAtOrBefore(long position) {
        return Math.max(startAtOrBefore(position), startAtOrBefore(position - length) + length);
    }

    @Override
    public long nextStart(long position) {
        return startAtOrBefore(position) + slide;
    }

    @Override
    public long startAtOrBefore(long position) {
        return position - Math.floorMod(position - offset, slide);
    }

    @Override
    public long maximumLength() {
        return length;
    }

    @Override
    public long earliestStart(long position) {
        return nextEnd(position) - length;
    }

    @Override
    public void triggerWindows(long after, long upTo, WindowCallback callback) {
        for (long end = nextEnd(after); end <= upTo; end += slide) {
            callback.triggerWindow(end - length, end);
        }
    }

    private long nextEnd(long position) {
        return nextStart(position - length) + length;
    }
}
