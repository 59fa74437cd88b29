package io.sluice.slicing;

/**
 * A sum of doubles, of which three words of a partial aggregate tell: the rounded sum, the sum of
 * what was rounded off, and how much at most was rounded off from that in turn.
 *
 * <p>The first two are Neumaier's: A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur
 * Summation endlicher Summen", 1974. The third is a bound of the error, and tells whether a value
 * can be taken out again: after a huge value has come and gone, the small ones may be lost. As long
 * as all was exact, as sums of integers are, it is 0.
 */
final class CompensatedSum {
    static final int WORDS = 3;

    /** The error for which a sum is computed again rather than inverted, of the sum. */
    private static final double TOLERANCE = 0x1p-40;

    private CompensatedSum() {}

    static void clear(long[] words, int at) {
        set(words, at, 0, 0, 0);
    }

    static void add(long[] words, int at, double value) {
        add(words, at, value, 0, 0);
    }

    static void combine(long[] left, int leftAt, long[] right, int rightAt) {
        add(left, leftAt, word(right, rightAt), word(right, rightAt + 1), word(right, rightAt + 2));
    }

    /** Takes a value out; false if the sum is not sure enough any more. */
    static boolean invert(long[] words, int at, double value) {
        if (Double.isInfinite(word(words, at))) {
            return false;
        }
        add(words, at, -value, 0, 0);
        return word(words, at + 2) <= TOLERANCE * Math.abs(value(words, at));
    }

    static double value(long[] words, int at) {
        return word(words, at) + word(words, at + 1);
    }

    private static void add(long[] words, int at, double sum, double rest, double lost) {
        double oldSum = word(words, at);
        double oldRest = word(words, at + 1);
        double newSum = oldSum + sum;
        if (!Double.isFinite(newSum)) {
            overflow(words, at, newSum);
            return;
        }
        double rounded = roundedOff(oldSum, sum, newSum);
        double change = rest + rounded;
        double newRest = oldRest + change;
        double newLost =
                word(words, at + 2)
                        + lost
                        + Math.abs(roundedOff(rest, rounded, change))
                        + Math.abs(roundedOff(oldRest, change, newRest));
        set(words, at, newSum, newRest, newLost);
    }

    /**
     * An infinite sum has no rest, which would be NaN. Of two infinities the positive one stays.
     */
    private static void overflow(long[] words, int at, double sum) {
        set(words, at, Double.isNaN(sum) ? Double.POSITIVE_INFINITY : sum, 0, 0);
    }

    /** What the rounded sum of two lacks, exactly. */
    private static double roundedOff(double left, double right, double sum) {
        return Math.abs(left) >= Math.abs(right) ? (left - sum) + right : (right - sum) + left;
    }

    private static double word(long[] words, int at) {
        return Double.longBitsToDouble(words[at]);
    }

    private static void set(long[] words, int at, double sum, double rest, double lost) {
        words[at] = Double.doubleToRawLongBits(sum);
        words[at + 1] = Double.doubleToRawLongBits(rest);
        words[at + 2] = Double.doubleToRawLongBits(lost);
    }
}
