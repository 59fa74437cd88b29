package io.sluice.query.analysis;

import io.sluice.query.answer.RowSink;

/** Begins a group in a sink where the number of the group changes. */
final class GroupedRows {
    private final Groups groups;
    private final RowSink sink;
    private int current = -1;

    GroupedRows(Groups groups, RowSink sink) {
        this.groups = groups;
        this.sink = sink;
    }

    /**
     * Before each row.
     *
     * @return whether it is the first of its group
     */
    boolean startRow(int group) {
        if (group == current) {
            return false;
        }
        current = group;
        if (!groups.columns().isEmpty()) {
            sink.group(groups.keys().get(group));
        }
        return true;
    }
}
