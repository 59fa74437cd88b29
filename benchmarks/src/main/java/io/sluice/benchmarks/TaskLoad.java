package io.sluice.benchmarks;

/**
 * Who works on tasks.
 *
 * @param capacity how many tasks a node works on at once
 */
record TaskLoad(int nodes, int capacity) {
    /** How many tasks can be worked on at once. */
    int room() {
        return nodes * capacity;
    }
}
