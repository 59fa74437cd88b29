package io.sluice.slicing;

/** What can be wrong with what an operator is given; the codes don't change. */
public enum SlicingProblem {
    /** A value that is NaN or infinite. */
    VALUE_NOT_FINITE("value.not-finite"),
    /** A time before the origin of the stream or after {@link SlicingOperator#LATEST_TIME}. */
    TIME_OUT_OF_RANGE("time.out-of-range"),
    /** A length, slide, gap or number that is not positive, or so large that times overflow. */
    LENGTH_OUT_OF_RANGE("length.out-of-range"),
    /**
     * A window type of the user that contradicts itself, such as an edge that is not after a
     * position.
     */
    WINDOW_BROKEN("window.broken"),
    /** A setting that makes no sense. */
    SETTING_OUT_OF_RANGE("setting.out-of-range"),
    /** An aggregation that is not what slicing asks for: its partial aggregates don't combine. */
    AGGREGATION_NOT_ASSOCIATIVE("aggregation.not-associative"),
    /** A parameter of an aggregation outside of its range. */
    AGGREGATION_OUT_OF_RANGE("aggregation.out-of-range"),
    /** A query whose id another one has. */
    QUERY_EXISTS("query.exists"),
    /** A query that there is not. */
    QUERY_UNKNOWN("query.unknown"),
    /** A window of the user that set an edge where slices can't be split any more. */
    EDGE_TOO_LATE("edge.too-late"),
    /** Bytes that are no saved state, or that are cut off. */
    STATE_UNREADABLE("state.unreadable"),
    /** A saved state of other settings or other queries than those that were given. */
    STATE_OF_OTHERS("state.of-others");

    private final String code;

    SlicingProblem(String code) {
        this.code = code;
    }

    /** What clients see, such as {@code value.not-finite}. */
    public String code() {
        return code;
    }

    SlicingException with(String message) {
        return new SlicingException(this, message);
    }

    void unless(boolean right, String what, long value) {
        if (!right) {
            throw with(what + " is " + value + ", which is out of range");
        }
    }
}
