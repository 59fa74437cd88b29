package io.sluice.slicing;

/** A query whose results are known. */
record PlainQuery(String id, Window window, PlainAggregation aggregation) {
    Query query() {
        return new Query(id, window, aggregation.aggregation());
    }
}
