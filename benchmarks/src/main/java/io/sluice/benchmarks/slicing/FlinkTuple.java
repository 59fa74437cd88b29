package io.sluice.benchmarks.slicing;

/** What goes into Flink's operator; one object for one after the other. */
final class FlinkTuple {
    long time;
    double value;
}
