package io.sluice.slicing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The columns of an {@link AggregateStore}: one for each kind of partial aggregates. */
final class AggregateColumns {
    private final List<PartialColumn> columns = new ArrayList<>();

    /**
     * The columns by their class, so that adding a tuple calls no method that is overridden twice.
     */
    private FixedColumn[] fixed = {};

    private ObjectColumn[] objects = {};

    List<PartialColumn> all() {
        return columns;
    }

    /** The column of a function's partial aggregates; one more query uses it. */
    PartialColumn use(Aggregation aggregation, int capacity, boolean trees) {
        PartialColumn column =
                columns.stream()
                        .filter(one -> one.aggregation().partials().equals(aggregation.partials()))
                        .findFirst()
                        .orElseGet(() -> added(aggregation, capacity, trees));
        column.use();
        return column;
    }

    private PartialColumn added(Aggregation aggregation, int capacity, boolean trees) {
        PartialColumn column =
                switch (aggregation) {
                    case FixedAggregation one -> new FixedColumn(one);
                    case ObjectAggregation<?, ?> one -> new ObjectColumn(one);
                };
        column.relocate(0, 0, capacity, trees);
        columns.add(column);
        arrange();
        return column;
    }

    void release(PartialColumn column) {
        if (column.release()) {
            columns.remove(column);
            arrange();
        }
    }

    private void arrange() {
        fixed = columns.stream().filter(FixedColumn.class::isInstance).toArray(FixedColumn[]::new);
        objects =
                columns.stream()
                        .filter(ObjectColumn.class::isInstance)
                        .toArray(ObjectColumn[]::new);
    }

    void add(int slot, long time, double value) {
        for (FixedColumn column : fixed) {
            column.add(slot, time, value);
        }
        for (ObjectColumn column : objects) {
            column.add(slot, time, value);
        }
    }

    void write(AggregateStore store, StateOutput output) {
        output.writeInt(columns.size());
        columns.stream()
                .sorted(Comparator.comparing(AggregateColumns::name))
                .forEach(column -> write(column, store, output));
    }

    private static String name(PartialColumn column) {
        return column.aggregation().partials().toString();
    }

    private static void write(PartialColumn column, AggregateStore store, StateOutput output) {
        output.writeText(name(column));
        StateOutput block = new StateOutput();
        for (int slice = 0; slice < store.size(); slice++) {
            int slot = store.slot(slice);
            block.write(data -> column.writeLeaf(slot, data));
        }
        output.writeBlock(block);
    }

    /** Takes what was written, but for columns that there are not. */
    void read(AggregateStore store, StateInput input) {
        for (int left = input.readCount(); left > 0; left--) {
            String name = input.readText();
            StateInput block = input.readBlock();
            columns.stream()
                    .filter(column -> name(column).equals(name))
                    .forEach(column -> read(column, store, block));
        }
    }

    private static void read(PartialColumn column, AggregateStore store, StateInput input) {
        for (int slice = 0; slice < store.size(); slice++) {
            int slot = store.slot(slice);
            input.read(data -> column.readLeaf(slot, data));
        }
        input.requireEnd();
    }
}
