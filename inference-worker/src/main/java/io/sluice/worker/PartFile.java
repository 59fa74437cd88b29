package io.sluice.worker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The beginning of a model's file: what has come of it so far. */
final class PartFile implements Progress {
    private static final int PARTIAL = 206;
    private static final int WHOLE = 200;

    private final Path path;

    PartFile(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    long length() {
        try {
            return Files.exists(path) ? Files.size(path) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
    }

    @Override
    public long received() {
        return length();
    }

    /** Appends the rest, or begins anew if the whole file comes. */
    BodyHandler<byte[]> handler(long size) {
        return answer ->
                switch (answer.statusCode()) {
                    case PARTIAL ->
                            new BoundedBody(open(StandardOpenOption.APPEND), size - length());
                    case WHOLE -> new BoundedBody(open(StandardOpenOption.TRUNCATE_EXISTING), size);
                    default -> BodySubscribers.ofByteArray();
                };
    }

    private OutputStream open(StandardOpenOption how) {
        try {
            return Files.newOutputStream(
                    path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
