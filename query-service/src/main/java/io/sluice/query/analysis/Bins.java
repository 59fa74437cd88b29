package io.sluice.query.analysis;

import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import java.util.Optional;

/**
 * How a histogram divides the values.
 *
 * @param width of a bin; bins then begin at multiples of it, unless {@code min} says where
 * @param min where the first bin begins; otherwise at the smallest value
 * @param max where the last bin ends, with it; otherwise at the largest value
 */
record Bins(
        Optional<Integer> count,
        Optional<Double> width,
        Optional<Double> min,
        Optional<Double> max) {
    static final int MOST = 1_000;
    private static final int USUAL = 20;

    /**
     * @throws QueryException {@code invalid_bins} or {@code conflicting_parameters}
     */
    Bins {
        if (count.isPresent() && width.isPresent()) {
            throw new QueryException(
                    ErrorCode.CONFLICTING_PARAMETERS, "bins and width: one follows from the other");
        }
        if (min.isPresent() && max.isPresent() && min.get() >= max.get()) {
            throw new QueryException(
                    ErrorCode.INVALID_BINS, "min " + min.get() + " is not below max " + max.get());
        }
    }

    /**
     * The bins of one group.
     *
     * @param low where the first begins
     * @param high where the last ends
     */
    record Edges(double low, double high, int bins) {
        /** The lower edge of a bin; that of the one after the last is where it ends. */
        double edge(int bin) {
            double share = (double) bin / bins;
            return bin == bins ? high : low * (1 - share) + high * share;
        }
    }

    /**
     * The bins for values.
     *
     * @param smallest the smallest of the values
     * @param largest the largest of the values
     * @throws QueryException {@code invalid_bins} if there would be too many
     */
    Edges of(double smallest, double largest) {
        if (width.isPresent()) {
            return ofWidth(width.get(), smallest, largest);
        }
        double low = min.orElse(smallest);
        double high = max.orElse(Math.max(low, largest));
        if (low >= high) {
            return new Edges(high, Math.nextUp(high), 1);
        }
        return new Edges(low, high, count.orElse(USUAL));
    }

    private Edges ofWidth(double step, double smallest, double largest) {
        double low = min.orElse(Math.floor(smallest / step) * step);
        double needed = Math.floor((max.orElse(largest) - low) / step) + (max.isPresent() ? 0 : 1);
        double bins = Math.max(1, needed);
        double high = low + bins * step;
        if (!(bins <= MOST) || !Double.isFinite(low) || !Double.isFinite(high) || !(low < high)) {
            throw new QueryException(
                    ErrorCode.INVALID_BINS,
                    "bins of width "
                            + step
                            + " for values from "
                            + smallest
                            + " to "
                            + largest
                            + " are not 1 to "
                            + MOST);
        }
        return new Edges(low, high, (int) bins);
    }
}
