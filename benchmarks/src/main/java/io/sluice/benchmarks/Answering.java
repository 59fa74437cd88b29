package io.sluice.benchmarks;

/** One client of something that answers. */
interface Answering extends AutoCloseable {
    Answered answer(Asked asked);

    @Override
    void close();
}
