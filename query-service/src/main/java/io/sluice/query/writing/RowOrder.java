package io.sluice.query.writing;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The rows of a batch in the order of the primary key; rows of the same identity in the order of
 * their arrival.
 *
 * <p>Rows are put into one bucket per series first. Within a series they nearly always come in
 * order already, so that a bucket is sorted only when it is not.
 */
final class RowOrder {
    private RowOrder() {}

    static int[] of(RowBatch rows) {
        int count = rows.size();
        Map<Integer, Integer> buckets = new HashMap<>();
        int[] bucketOf = new int[count];
        for (int row = 0; row < count; row++) {
            bucketOf[row] = buckets.computeIfAbsent(rows.series(row), _ -> buckets.size());
        }
        int[] starts = starts(rows, buckets, bucketOf);
        int[] order = new int[count];
        int[] ends = starts.clone();
        for (int row = 0; row < count; row++) {
            order[ends[bucketOf[row]]++] = row;
        }
        for (int bucket = 0; bucket < starts.length; bucket++) {
            sortUnlessSorted(rows, order, starts[bucket], ends[bucket]);
        }
        return order;
    }

    /** Where each bucket begins when the buckets lie in the order of their series. */
    private static int[] starts(RowBatch rows, Map<Integer, Integer> buckets, int[] bucketOf) {
        int[] sizes = new int[buckets.size()];
        for (int row = 0; row < rows.size(); row++) {
            sizes[bucketOf[row]]++;
        }
        int[] starts = new int[buckets.size()];
        int start = 0;
        int[] series = buckets.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
        for (int id : series) {
            int bucket = buckets.getOrDefault(id, 0);
            starts[bucket] = start;
            start += sizes[bucket];
        }
        return starts;
    }

    private static void sortUnlessSorted(RowBatch rows, int[] order, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (rows.compare(order[i - 1], order[i]) > 0) {
                sort(rows, order, from, to);
                return;
            }
        }
    }

    private static void sort(RowBatch rows, int[] order, int from, int to) {
        Integer[] boxed = new Integer[to - from];
        Arrays.setAll(boxed, i -> order[from + i]);
        Arrays.sort(boxed, rows::compare);
        for (int i = 0; i < boxed.length; i++) {
            order[from + i] = boxed[i];
        }
    }
}
