package io.sluice.slicing;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * An aggregate function with objects as partial aggregates and results.
 *
 * @param <A> the partial aggregates
 * @param <R> the results
 */
public non-sealed interface ObjectAggregation<A, R> extends Aggregation {
    /** The partial aggregate of one tuple, a new object if it can change. */
    A lift(long time, double value);

    /** The partial aggregate of both; neither argument changes, then or later. */
    A combine(A left, A right);

    /** The result of a partial aggregate of at least one tuple, which does not change. */
    R lower(A partial);

    /**
     * partial ⊕ lift(tuple). The tuple comes after those in it.
     *
     * @param partial may change, and is not used any more unless it is the result
     */
    default A add(A partial, long time, double value) {
        return combine(partial, lift(time, value));
    }

    /**
     * partial ⊖ lift(tuple), for a tuple that is in it beside others, if that is possible here.
     *
     * @param partial may change, and is not used any more unless it is in the result
     */
    default Optional<A> invert(A partial, long time, double value) {
        return Optional.empty();
    }

    /**
     * The partial aggregate of one or more, in their order; none of them changes, then or later.
     * The result may be the only one.
     */
    default A combineAll(List<A> partials) {
        A all = partials.getFirst();
        for (A next : partials.subList(1, partials.size())) {
            all = combine(all, next);
        }
        return all;
    }

    /** Writes a partial aggregate; equal bytes for equal ones. */
    void write(A partial, DataOutput output) throws IOException;

    /** Reads what {@link #write} wrote; what is done with it gives what the original would. */
    A read(DataInput input) throws IOException;
}
