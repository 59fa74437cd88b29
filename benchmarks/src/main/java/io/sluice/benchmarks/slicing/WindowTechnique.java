package io.sluice.benchmarks.slicing;

/**
 * A way to aggregate windows over one stream (thesis, 4.3). Results go to the {@link
 * io.sluice.slicing.WindowSink} that it was made with: each window that has a tuple once, at the
 * first watermark that is not before its last time.
 */
public interface WindowTechnique {
    /** Takes a tuple from time 0 on; one that is not after the watermark is late and left out. */
    void process(long time, double value);

    /** No tuple at or before the time comes any more. */
    void watermark(long time);

    /** What holds the tuples and aggregates; its memory is measured. */
    default Object held() {
        return this;
    }
}
