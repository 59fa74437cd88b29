package io.sluice.query.writing;

import java.time.LocalDate;
import java.util.Set;

/** A hypertable makes its chunks by itself. */
final class TimescaleTimePartitions implements TimePartitions {
    @Override
    public void ensure(Set<LocalDate> days) {}

    @Override
    public void makeAhead() {}

    @Override
    public void forget() {}
}
