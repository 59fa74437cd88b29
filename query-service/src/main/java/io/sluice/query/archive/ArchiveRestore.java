package io.sluice.query.archive;

import io.sluice.query.problem.ErrorCode;
import io.sluice.query.problem.QueryException;
import io.sluice.query.writing.TimePartitions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the readings of a file of the archive back into the database. */
final class ArchiveRestore {
    private static final Logger log = LoggerFactory.getLogger(ArchiveRestore.class);

    private final PostgresArchiveCatalogue catalogue;
    private final ArchiveStore store;
    private final PostgresTurn turn;
    private final TimePartitions partitions;
    private final PostgresReadingRestore table;

    ArchiveRestore(
            PostgresArchiveCatalogue catalogue,
            ArchiveStore store,
            PostgresTurn turn,
            TimePartitions partitions,
            PostgresReadingRestore table) {
        this.catalogue = catalogue;
        this.store = store;
        this.turn = turn;
        this.partitions = partitions;
        this.table = table;
    }

    /**
     * Restores a file: all of it, or nothing if anything is wrong.
     *
     * @return how many readings were put back; those that are there are not
     * @throws QueryException {@code unknown_archive}, {@code archive_damaged} or {@code
     *     retention_busy}
     */
    long restore(long id) {
        try (PostgresTurn.Held _ = turn.take()) {
            ArchiveFile file =
                    catalogue
                            .find(id)
                            .orElseThrow(() ->
                                    new QueryException(
                                            ErrorCode.UNKNOWN_ARCHIVE,
                                            "there is no archive " + id));
            try (ArchiveStore.Copy copy = store.fetch(file.location())) {
                requireWhole(file, copy);
                partitions.forget();
                partitions.ensure(daysOf(file));
                long rows =
                        table.putBack(id, sink -> ParquetReadingsReader.read(copy.file(), sink));
                log.info("restored archive {}: {} readings of {}", id, rows, file.location());
                return rows;
            } catch (NoSuchFileException e) {
                throw damaged(file, "is not there", e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void requireWhole(ArchiveFile file, ArchiveStore.Copy copy) throws IOException {
        long bytes = Files.size(copy.file());
        if (bytes != file.bytes()) {
            throw damaged(
                    file, "has " + bytes + " bytes, and " + file.bytes() + " were written", null);
        }
        String sha256 = ArchiveWriter.sha256(copy.file());
        if (!sha256.equals(file.sha256())) {
            throw damaged(
                    file,
                    "has the SHA-256 " + sha256 + ", and " + file.sha256() + " was written",
                    null);
        }
    }

    private static QueryException damaged(
            ArchiveFile file, String what, @Nullable Throwable cause) {
        return new QueryException(
                ErrorCode.ARCHIVE_DAMAGED,
                "archive " + file.id() + " " + file.location() + " " + what,
                cause);
    }

    private static Set<LocalDate> daysOf(ArchiveFile file) {
        Set<LocalDate> days = new TreeSet<>();
        LocalDate until = LocalDate.ofInstant(file.until().minusNanos(1), ZoneOffset.UTC);
        for (LocalDate day = LocalDate.ofInstant(file.from(), ZoneOffset.UTC);
                !day.isAfter(until);
                day = day.plusDays(1)) {
            days.add(day);
        }
        return days;
    }
}
