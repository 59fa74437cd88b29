package io.sluice.local.launcher;

import io.sluice.local.servers.ProcessIdentity;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/**
 * The note about a process that {@code up} started.
 *
 * @param process which one
 * @param port where it listens
 */
record RunFile(ProcessIdentity process, int port) {
    static Optional<RunFile> read(Path file) {
        Properties values = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            values.load(reader);
            return Optional.of(
                    new RunFile(
                            new ProcessIdentity(
                                    Long.parseLong(values.getProperty("pid")),
                                    Instant.parse(values.getProperty("started"))),
                            Integer.parseInt(values.getProperty("port"))));
        } catch (IOException | RuntimeException e) {
            // Missing, or a crash in the middle of writing: there is no note.
            return Optional.empty();
        }
    }

    void write(Path file) {
        Properties values = new Properties();
        values.setProperty("pid", Long.toString(process.pid()));
        values.setProperty("started", process.startedAt().toString());
        values.setProperty("port", Integer.toString(port));
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try {
            try (Writer writer = Files.newBufferedWriter(unfinished)) {
                values.store(writer, null);
            }
            Files.move(
                    unfinished,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
