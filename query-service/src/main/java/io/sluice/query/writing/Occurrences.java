package io.sluice.query.writing;

import java.util.Arrays;

/**
 * The rows of a batch with each identity once: what comes first must be compared with the table,
 * what comes after it is compared here with what came before.
 */
final class Occurrences {
    private final RowBatch rows;
    private int[] firsts;
    private int firstCount;
    private int[] finals = new int[0];
    private int finalCount;

    private Occurrences(RowBatch rows) {
        this.rows = rows;
        this.firsts = new int[rows.size()];
    }

    /**
     * @param counts gets the fates of all occurrences but the first ones
     */
    static Occurrences of(RowBatch rows, StreamCounts counts) {
        Occurrences occurrences = new Occurrences(rows);
        int[] order = RowOrder.of(rows);
        for (int from = 0; from < order.length; ) {
            int to = from + 1;
            while (to < order.length && rows.compare(order[from], order[to]) == 0) {
                to++;
            }
            occurrences.add(order, from, to, counts);
            from = to;
        }
        occurrences.firsts = Arrays.copyOf(occurrences.firsts, occurrences.firstCount);
        occurrences.finals = Arrays.copyOf(occurrences.finals, occurrences.finalCount);
        return occurrences;
    }

    private void add(int[] order, int from, int to, StreamCounts counts) {
        int first = order[from];
        firsts[firstCount++] = first;
        int last = first;
        for (int i = from + 1; i < to; i++) {
            boolean same = rows.value(order[i]) == rows.value(last);
            counts.add(
                    rows.stream(order[i]),
                    same ? StreamCounts.Fate.DUPLICATE : StreamCounts.Fate.CORRECTED,
                    1);
            last = same ? last : order[i];
        }
        if (rows.value(last) != rows.value(first)) {
            if (finalCount == finals.length) {
                finals = Arrays.copyOf(finals, Math.max(16, finalCount * 2));
            }
            finals[finalCount++] = last;
        }
    }

    RowBatch rows() {
        return rows;
    }

    /** The first row of each identity, in the order of the primary key. */
    int[] firsts() {
        return firsts;
    }

    /** The last row of those identities that came with another value after the first. */
    int[] finals() {
        return finals;
    }
}
