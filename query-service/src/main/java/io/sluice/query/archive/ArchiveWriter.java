package io.sluice.query.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Writes readings into a file of the archive, and believes it only when it has read it back. */
final class ArchiveWriter {
    private final ArchiveStore store;

    ArchiveWriter(ArchiveStore store) {
        this.store = store;
    }

    /** Brings readings to a sink. */
    @FunctionalInterface
    interface Source {
        void readInto(ArchivedReading.Sink sink);
    }

    /** What was written. */
    record Written(String location, long rows, long bytes, String sha256) {}

    /** Writes all that a source brings under a name. */
    Written write(String name, Source source) {
        try {
            Path draft = store.draft(name);
            try {
                ReadingChecksum checksum = new ReadingChecksum();
                try (ParquetReadingsWriter writer = new ParquetReadingsWriter(draft)) {
                    source.readInto(reading -> {
                        checksum.take(reading);
                        writer.take(reading);
                    });
                }
                return verified(store.keep(draft, name), checksum);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Written verified(String location, ReadingChecksum written) throws IOException {
        try (ArchiveStore.Copy copy = store.fetch(location)) {
            ReadingChecksum read = new ReadingChecksum();
            ParquetReadingsReader.read(copy.file(), read);
            if (read.count() != written.count() || read.sum() != written.sum()) {
                throw new IOException(
                        "%s has %d readings of checksum %x, but %d of checksum %x were written"
                                .formatted(
                                        location,
                                        read.count(),
                                        read.sum(),
                                        written.count(),
                                        written.sum()));
            }
            return new Written(
                    location, read.count(), Files.size(copy.file()), sha256(copy.file()));
        }
    }

    /** The SHA-256 of a file in hexadecimal digits. */
    static String sha256(Path file) throws IOException {
        try (InputStream in =
                new DigestInputStream(
                        Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(((DigestInputStream) in).getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
