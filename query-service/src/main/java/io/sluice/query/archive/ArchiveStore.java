package io.sluice.query.archive;

import java.io.IOException;
import java.nio.file.Path;

/** The place where the files of the archive are kept. */
public interface ArchiveStore {
    /** A file of this machine to write into before it is kept; nobody else sees it. */
    Path draft(String name) throws IOException;

    /**
     * Keeps a draft under a name, in place of what has that name already. When this returns, it is
     * on disk, or the store has said that it has it; the draft is gone.
     *
     * @return the location that the file is found by again
     */
    String keep(Path draft, String name) throws IOException;

    /**
     * The location that a file with this name has.
     *
     * @param name letters, digits, {@code - _ . /}
     */
    String location(String name);

    /**
     * A file that is kept, as a file of this machine.
     *
     * @throws IOException if there is none at this location
     */
    Copy fetch(String location) throws IOException;

    /** A file to read; closed when it is read. */
    interface Copy extends AutoCloseable {
        Path file();

        @Override
        void close() throws IOException;
    }
}
