package io.sluice.query.rollup;

/**
 * What one transaction refreshed.
 *
 * @param marks how many marks it took
 * @param hours how many hours these were
 * @param last where the last of the marks was, if there were any
 */
record RefreshedHours(long marks, long hours, MarkPlace last) {}
