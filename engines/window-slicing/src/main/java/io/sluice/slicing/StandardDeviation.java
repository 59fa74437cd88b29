package io.sluice.slicing;

/**
 * The standard deviation of a sample. The words are the number of values, their mean, the sum of
 * squares of the differences to it, and the largest that this sum has ever been.
 *
 * <p>Values are added as in B. P. Welford, "Note on a Method for Calculating Corrected Sums of
 * Squares and Products", 1962; partial aggregates are combined as in T. F. Chan, G. H. Golub and R.
 * J. LeVeque, "Updating Formulae and a Pairwise Algorithm for Computing Sample Variances", 1979.
 */
record StandardDeviation() implements FixedAggregation {
    private static final AggregationTraits TRAITS =
            new AggregationTraits(true, true, true, AggregationTraits.PartialSize.ALGEBRAIC);

    /** How much of the squares may go by taking values out: more would bare their errors. */
    private static final double LEAST_REST = 0x1p-10;

    /** How large the mean may be when values are taken out, in squares: its error is theirs. */
    private static final double GREATEST_MEAN = 0x1p24;

    private static final int MEAN = 1;
    private static final int SQUARES = 2;
    private static final int MOST_SQUARES = 3;

    @Override
    public AggregationTraits traits() {
        return TRAITS;
    }

    @Override
    public int words() {
        return 4;
    }

    @Override
    public void clear(long[] partial, int at) {
        partial[at] = 0;
        set(partial, at, 0, 0, 0);
    }

    @Override
    public void add(long[] partial, int at, long time, double value) {
        long count = ++partial[at];
        double mean = word(partial, at + MEAN);
        double difference = value - mean;
        double newMean = mean + difference / count;
        double squares = word(partial, at + SQUARES) + difference * (value - newMean);
        set(partial, at, newMean, squares, Math.max(squares, word(partial, at + MOST_SQUARES)));
    }

    @Override
    public void combine(long[] left, int leftAt, long[] right, int rightAt) {
        if (right[rightAt] == 0) {
            return;
        }
        if (left[leftAt] == 0) {
            System.arraycopy(right, rightAt, left, leftAt, words());
            return;
        }
        double count = left[leftAt];
        double added = right[rightAt];
        double share = added / (count + added);
        double mean = word(left, leftAt + MEAN);
        double difference = word(right, rightAt + MEAN) - mean;
        double squares =
                word(left, leftAt + SQUARES)
                        + word(right, rightAt + SQUARES)
                        + difference * difference * count * share;
        double most =
                Math.max(word(left, leftAt + MOST_SQUARES), word(right, rightAt + MOST_SQUARES));
        left[leftAt] += right[rightAt];
        set(left, leftAt, mean + difference * share, squares, Math.max(squares, most));
    }

    @Override
    public boolean invert(long[] partial, int at, long time, double value) {
        long count = --partial[at];
        if (count < 2) {
            return false;
        }
        double mean = word(partial, at + MEAN);
        double oldSquares = word(partial, at + SQUARES);
        if (oldSquares == 0 && value == mean) {
            return true;
        }
        double difference = value - mean;
        double newMean = mean - difference / count;
        double squares = oldSquares - difference * (value - newMean);
        double most = word(partial, at + MOST_SQUARES);
        set(partial, at, newMean, squares, most);
        return squares >= LEAST_REST * most && newMean * newMean * count <= GREATEST_MEAN * squares;
    }

    @Override
    public double lower(long[] partial, int at) {
        if (partial[at] < 2) {
            return 0;
        }
        double squares = word(partial, at + SQUARES);
        // Differences of finite values are NaN only where they were infinite before.
        return Double.isNaN(squares)
                ? Double.POSITIVE_INFINITY
                : Math.sqrt(squares / (partial[at] - 1));
    }

    @Override
    public String toString() {
        return "standardDeviation";
    }

    private static double word(long[] partial, int at) {
        return Double.longBitsToDouble(partial[at]);
    }

    private static void set(long[] partial, int at, double mean, double squares, double most) {
        partial[at + MEAN] = Double.doubleToRawLongBits(mean);
        partial[at + SQUARES] = Double.doubleToRawLongBits(squares);
        partial[at + MOST_SQUARES] = Double.doubleToRawLongBits(most);
    }
}
