package io.sluice.benchmarks.slicing;

import io.sluice.slicing.ObjectAggregation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A partial aggregate that is an object. */
final class ObjectPartial<A> implements Partial {
    private final ObjectAggregation<A, ?> aggregation;
    private @Nullable A partial;

    private ObjectPartial(ObjectAggregation<A, ?> aggregation) {
        this.aggregation = aggregation;
    }

    static <A> ObjectPartial<A> of(ObjectAggregation<A, ?> aggregation) {
        return new ObjectPartial<>(aggregation);
    }

    @Override
    public void add(long time, double value) {
        partial =
                partial == null
                        ? aggregation.lift(time, value)
                        : aggregation.add(partial, time, value);
    }

    @Override
    public void merge(Partial other) {
        @SuppressWarnings("unchecked") // Only those of one aggregation meet.
        A right = ((ObjectPartial<A>) other).partial;
        if (right != null) {
            partial = partial == null ? right : aggregation.combine(partial, right);
        }
    }

    @Override
    public void clear() {
        partial = null;
    }

    @Override
    public double value() {
        return object() instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    @Override
    public Object object() {
        return aggregation.lower(Objects.requireNonNull(partial));
    }
}
