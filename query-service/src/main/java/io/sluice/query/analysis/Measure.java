package io.sluice.query.analysis;

/** What is told of the readings in a bucket. */
enum Measure {
    AVG,
    MIN,
    MAX,
    SUM,
    COUNT
}
