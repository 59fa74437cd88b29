package io.sluice.query.books;

import java.time.Instant;

/**
 * What became of the readings of one source stream. Received are all of them together.
 *
 * @param sourceStream the name of the stream; {@code http:*} and the like stand for streams that
 *     ended long ago
 * @param stored readings that are in the table
 * @param duplicate readings that were there already, with the same value
 * @param corrected readings that were there with another value, which is replaced
 * @param rejected readings that were not taken
 */
record SourceStreamBooks(
        String sourceStream,
        long stored,
        long duplicate,
        long corrected,
        long rejected,
        Instant firstAt,
        Instant lastAt) {}
