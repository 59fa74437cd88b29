package io.sluice.local.servers;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL for this machine, unpacked once from the class path. */
public final class PostgresBinaries {
    private final Path directory;

    private PostgresBinaries(Path directory) {
        this.directory = directory;
    }

    /**
     * PostgreSQL below a directory, where it is unpacked when it is first used.
     *
     * @throws ServerFailure if there is no PostgreSQL for this kind of machine
     */
    public static PostgresBinaries in(Path parent) {
        return new PostgresBinaries(
                parent.resolve(archive().replace(".txz", "").substring(1) + "-" + version()));
    }

    /** Unpacks it unless that was done before. Safe when several processes do it at once. */
    void unpack() {
        Path lock = directory.resolveSibling("unpack.lock");
        try {
            Files.createDirectories(directory.getParent());
            try (FileChannel channel =
                            FileChannel.open(
                                    lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var _ = channel.lock()) {
                if (!Files.isExecutable(postgres())) {
                    unpack(archive(), directory);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL can't be unpacked into " + directory, e);
        }
    }

    Path initdb() {
        return directory.resolve("bin/initdb");
    }

    Path postgres() {
        return directory.resolve("bin/postgres");
    }

    private static String archive() {
        String system = System.getProperty("os.name");
        String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String archive =
                switch (architecture) {
                    case "amd64", "x86_64" -> "/postgres-linux-x86_64.txz";
                    case "aarch64" -> "/postgres-linux-arm_64.txz";
                    default -> "";
                };
        if (!"Linux".equals(system) || archive.isEmpty()) {
            throw new ServerFailure(
                    "the local platform runs on Linux, x86-64 or arm64; this is "
                            + system
                            + ", "
                            + architecture);
        }
        return archive;
    }

    private static String version() {
        try (InputStream resource =
                Objects.requireNonNull(
                        PostgresBinaries.class.getResourceAsStream("postgres-version.txt"))) {
            return new String(resource.readAllBytes(), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void unpack(String archive, Path directory) throws IOException {
        Path unfinished = directory.resolveSibling(directory.getFileName() + ".unfinished");
        deleteTree(unfinished);
        try (InputStream resource = PostgresBinaries.class.getResourceAsStream(archive)) {
            if (resource == null) {
                throw new ServerFailure(archive + " is not on the class path");
            }
            TarArchiveInputStream tar =
                    new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(resource)));
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                unpackEntry(tar, entry, unfinished);
            }
        }
        deleteTree(directory);
        Files.move(unfinished, directory, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void unpackEntry(
            TarArchiveInputStream tar, TarArchiveEntry entry, Path directory) throws IOException {
        Path path = directory.resolve(entry.getName()).normalize();
        if (!path.startsWith(directory)) {
            throw new IOException(
                    "the archive holds " + entry.getName() + ", which lies outside of it");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path);
        boolean executable = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(
                path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    static void deleteTree(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
