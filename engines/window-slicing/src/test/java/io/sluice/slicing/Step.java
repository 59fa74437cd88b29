package io.sluice.slicing;

/**
 * What happens to an operator. Times are told by how far they are from the latest tuple or from the
 * horizon, so that each step makes sense whatever is before it.
 */
sealed interface Step {
    /** A tuple, at a distance from the latest one. */
    record Tuple(long fromLatest, double value) implements Step {}

    /** A tuple, at a distance from the last time that is too late, which is 0. */
    record TupleAtHorizon(long fromHorizon, double value) implements Step {}

    /** A watermark, at a distance from the latest tuple. */
    record Watermark(long fromLatest) implements Step {}

    /** A watermark that is told by itself. */
    record WatermarkAt(long time) implements Step {}

    /** A watermark, at a distance from the one before. */
    record NextWatermark(long fromLast) implements Step {}

    /** A punctuation, at a distance from the latest tuple. */
    record Punctuation(long fromLatest) implements Step {}

    /** A punctuation, at a distance from the last time that is too late. */
    record PunctuationAtHorizon(long fromHorizon) implements Step {}

    /** A query is added; refused if there is one of that id. */
    record Add(PlainQuery query) implements Step {}

    /** A query is removed; refused if there is none of that id. */
    record Remove(String id) implements Step {}

    /** The operator is saved and another one takes its place. */
    record Restore(boolean queriesInOtherOrder) implements Step {}
}
