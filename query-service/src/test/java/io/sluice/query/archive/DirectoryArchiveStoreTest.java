package io.sluice.query.archive;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class DirectoryArchiveStoreTest implements ArchiveStoreContract {
    @TempDir Path directory;

    @Override
    public ArchiveStore store() {
        return new DirectoryArchiveStore(directory.resolve("archive"));
    }
}
