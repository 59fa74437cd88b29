package io.sluice.slicing;

/** Tells a window of a query from all others. */
record WindowKey(String query, long start, long end) {}
