package io.sluice.query.archive;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keeps files in a directory of a local or mounted disk. */
final class DirectoryArchiveStore implements ArchiveStore {
    private final Path directory;

    DirectoryArchiveStore(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    @Override
    public Path draft(String name) throws IOException {
        Files.createDirectories(directory);
        return directory.resolve(name.replace('/', '-') + ".draft");
    }

    /** Renamed when it is on disk: what has its name is whole, whatever happens meanwhile. */
    @Override
    public String keep(Path draft, String name) throws IOException {
        Path target = directory.resolve(name);
        @Nullable Path parent = Objects.requireNonNullElse(target.getParent(), directory);
        Files.createDirectories(parent);
        force(draft, StandardOpenOption.WRITE);
        Files.move(
                draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        while (parent != null && parent.startsWith(directory)) {
            force(parent, StandardOpenOption.READ);
            parent = parent.getParent();
        }
        return location(name);
    }

    @Override
    public String location(String name) {
        return directory.resolve(name).toUri().toString();
    }

    @Override
    public Copy fetch(String location) throws IOException {
        Path file = Path.of(URI.create(location));
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        return new Copy() {
            @Override
            public Path file() {
                return file;
            }

            @Override
            public void close() {}
        };
    }

    private static void force(Path path, StandardOpenOption option) throws IOException {
        try (FileChannel channel = FileChannel.open(path, option)) {
            channel.force(true);
        }
    }
}
