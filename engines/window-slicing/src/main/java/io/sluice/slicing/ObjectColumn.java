package io.sluice.slicing;

import io.sluice.slicing.AggregationTraits.PartialSize;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Partial aggregates that are objects; a slot without a tuple has none. */
final class ObjectColumn extends PartialColumn {
    private final ObjectAggregation<Object, Object> aggregation;
    private final List<Object> accumulated = new ArrayList<>();
    private @Nullable Object lead;
    private @Nullable Object[] leaves = {};
    private @Nullable Object[] nodes = {};

    ObjectColumn(ObjectAggregation<?, ?> aggregation) {
        super(aggregation.traits().size() != PartialSize.HOLISTIC);
        this.aggregation = untyped(aggregation);
    }

    /** Partial aggregates never leave the column of their own function. */
    @SuppressWarnings("unchecked")
    private static ObjectAggregation<Object, Object> untyped(ObjectAggregation<?, ?> aggregation) {
        return (ObjectAggregation<Object, Object>) aggregation;
    }

    @Override
    ObjectAggregation<Object, Object> aggregation() {
        return aggregation;
    }

    @Override
    void clear(int slot) {
        leaves[slot] = null;
    }

    @Override
    void addLeaf(int slot, long time, double value) {
        leaves[slot] = added(leaves[slot], time, value);
    }

    private Object added(@Nullable Object partial, long time, double value) {
        return partial == null
                ? aggregation.lift(time, value)
                : aggregation.add(partial, time, value);
    }

    @Override
    boolean invertLeaf(int slot, long time, double value) {
        Object leaf = leaves[slot];
        Optional<Object> without =
                leaf == null ? Optional.empty() : aggregation.invert(leaf, time, value);
        leaves[slot] = without.orElse(null);
        return without.isPresent();
    }

    @Override
    void prependLeaf(int slot, long time, double value) {
        leaves[slot] = combined(aggregation.lift(time, value), leaves[slot]);
    }

    @Override
    void moveLeaf(int from, int to) {
        leaves[to] = leaves[from];
        leaves[from] = null;
    }

    @Override
    void combineLeaf(int into, int from) {
        leaves[into] = combined(leaves[into], leaves[from]);
        leaves[from] = null;
    }

    private @Nullable Object combined(@Nullable Object left, @Nullable Object right) {
        if (left == null) {
            return right;
        }
        return right == null ? left : aggregation.combine(left, right);
    }

    @Override
    void relocateLeaves(int head, int size, int oldCapacity, int newCapacity) {
        @Nullable Object[] moved = new @Nullable Object[newCapacity];
        for (int slot = 0; slot < size; slot++) {
            moved[slot] = leaves[(head + slot) & (oldCapacity - 1)];
        }
        leaves = moved;
    }

    @Override
    void makeTree(int count) {
        nodes = new @Nullable Object[count];
    }

    @Override
    void makeNode(int node, int left, int right) {
        nodes[node] = combined(at(left), at(right));
    }

    private @Nullable Object at(int node) {
        return node >= capacity() ? leaves[node - capacity()] : nodes[node];
    }

    @Override
    void begin() {
        accumulated.clear();
        lead = null;
    }

    @Override
    void accumulateTuple(long time, double value) {
        if (lead != null) {
            accumulated.removeLast();
        }
        lead = added(lead, time, value);
        accumulated.add(lead);
    }

    @Override
    void accumulateLeaf(int slot) {
        accumulate(leaves[slot]);
    }

    @Override
    void accumulateNode(int node) {
        accumulate(nodes[node]);
    }

    private void accumulate(@Nullable Object partial) {
        if (partial != null) {
            accumulated.add(partial);
        }
    }

    @Override
    double value(Aggregation lowering) {
        return object(lowering) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    @Override
    Object object(Aggregation lowering) {
        return untyped((ObjectAggregation<?, ?>) lowering)
                .lower(aggregation.combineAll(accumulated));
    }

    @Override
    void writeLeaf(int slot, DataOutput output) throws IOException {
        Object leaf = leaves[slot];
        output.writeBoolean(leaf != null);
        if (leaf != null) {
            aggregation.write(leaf, output);
        }
    }

    @Override
    void readLeaf(int slot, DataInput input) throws IOException {
        leaves[slot] = input.readBoolean() ? aggregation.read(input) : null;
    }
}
