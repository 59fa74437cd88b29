package io.sluice.query.analysis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How series are put together.
 *
 * @param columns what the groups are told apart by; empty if all are one group
 * @param keys for each group what it has in the columns
 * @param ofSeries for each series the number of its group
 */
record Groups(List<String> columns, List<List<@Nullable String>> keys, List<Integer> ofSeries) {
    Groups {
        columns = List.copyOf(columns);
        keys = List.copyOf(keys);
        ofSeries = List.copyOf(ofSeries);
    }
}
