package io.sluice.query.archive;

import org.jspecify.annotations.Nullable;

/**
 * A reading as a file of the archive has it: with all that is needed without the database.
 *
 * @param micros its time in microseconds since 1970
 * @param quality the flags as the database has them
 */
public record ArchivedReading(
        String deviceId,
        String metric,
        @Nullable String unit,
        long micros,
        int ordinal,
        double value,
        int quality) {
    /** Takes readings, one after the other. */
    @FunctionalInterface
    public interface Sink {
        void take(ArchivedReading reading);
    }
}
