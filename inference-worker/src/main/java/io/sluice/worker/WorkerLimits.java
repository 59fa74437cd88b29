package io.sluice.worker;

/**
 * What a worker keeps at most.
 *
 * @param results that wait to be sent: with more, it pulls no tasks
 * @param outputBytes of one result
 * @param referenceBytes of a payload that is given by reference
 * @param cacheBytes of models on disk; those that are assigned are kept in any case
 */
public record WorkerLimits(int results, int outputBytes, long referenceBytes, long cacheBytes) {
    public static final WorkerLimits DEFAULT = new WorkerLimits(1_000, 1 << 20, 16 << 20, 4L << 30);

    public WorkerLimits {
        if (results < 1 || outputBytes < 1 || referenceBytes < 1 || cacheBytes < 1) {
            throw new IllegalArgumentException("a limit must be at least 1");
        }
    }
}
