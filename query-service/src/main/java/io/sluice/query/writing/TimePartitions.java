package io.sluice.query.writing;

import java.time.LocalDate;
import java.util.Set;

/** Makes room in the table {@code reading} for the times of rows. */
public interface TimePartitions {
    /** Makes sure that rows of these days (UTC) can be written. */
    void ensure(Set<LocalDate> days);

    /** Makes room for the days to come. */
    void makeAhead();

    /** Forgets what room there is, to ask the database again. */
    void forget();
}
