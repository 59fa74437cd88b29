package io.sluice.query.retention;

import java.time.Instant;

/**
 * A part of the table {@code reading} that can go as a whole: a native partition or a chunk.
 *
 * @param table its name as the database quotes it, with its schema
 * @param until the beginning of the next one
 */
record Partition(String table, Instant from, Instant until) {
    boolean contains(Instant time) {
        return !time.isBefore(from) && time.isBefore(until);
    }

    /** Its name without the schema. */
    String name() {
        return table.substring(table.lastIndexOf('.') + 1);
    }
}
