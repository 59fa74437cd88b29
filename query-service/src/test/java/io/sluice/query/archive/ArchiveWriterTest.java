package io.sluice.query.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveWriterTest {
    @TempDir Path directory;

    private DirectoryArchiveStore store;

    @BeforeEach
    void useDirectory() {
        store = new DirectoryArchiveStore(directory);
    }

    @Test
    void readingsComeBackAsTheyWere() throws IOException {
        List<ArchivedReading> readings =
                List.of(
                        new ArchivedReading("gerät@1", "t", "°C", -1, 0, -0.0, 0),
                        new ArchivedReading("gerät@1", "t", "°C", 0, 0, Double.MIN_VALUE, 15),
                        new ArchivedReading("gerät@1", "t", "°C", 0, 32767, Double.MAX_VALUE, 8),
                        new ArchivedReading("s", "h", null, 253370764799999999L, 1, 65.5, 2));

        ArchiveWriter.Written written =
                new ArchiveWriter(store).write("a", sink -> readings.forEach(sink::take));

        assertThat(written.rows()).isEqualTo(4);
        assertThat(written.bytes()).isEqualTo(Files.size(directory.resolve("a")));
        assertThat(written.sha256()).hasSize(64);
        assertThat(read(written.location())).isEqualTo(readings);
        assertThat(directory.resolve("a.draft")).doesNotExist();
    }

    @Test
    void manyRowGroupsAreOneFile() throws IOException {
        Random random = new Random(7);
        List<ArchivedReading> readings = new ArrayList<>();
        for (int i = 0; i < 300_000; i++) {
            readings.add(
                    new ArchivedReading(
                            "d" + i / 10_000, "t", null, i * 1_000L, 0, random.nextGaussian(), 0));
        }

        ArchiveWriter.Written written =
                new ArchiveWriter(store).write("b", sink -> readings.forEach(sink::take));

        assertThat(read(written.location())).isEqualTo(readings);
    }

    @Test
    void nothingIsAFileToo() throws IOException {
        ArchiveWriter.Written written = new ArchiveWriter(store).write("c", _ -> {});

        assertThat(written.rows()).isZero();
        assertThat(read(written.location())).isEmpty();
    }

    @Test
    void sourceThatFailsLeavesNothing() {
        assertThatThrownBy(() ->
                        new ArchiveWriter(store)
                                .write(
                                        "d",
                                        _ -> {
                                            throw new IllegalStateException("database gone");
                                        }))
                .hasMessage("database gone");

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void diskThatKeepsSomethingElseIsFoundOut() {
        ArchiveStore forgetful = new ForgetfulStore(store);

        assertThatThrownBy(() ->
                        new ArchiveWriter(forgetful)
                                .write(
                                        "e",
                                        sink ->
                                                sink.take(
                                                        new ArchivedReading(
                                                                "d", "t", null, 1, 0, 1, 0))))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("has 0 readings");
    }

    private List<ArchivedReading> read(String location) throws IOException {
        List<ArchivedReading> readings = new ArrayList<>();
        try (ArchiveStore.Copy copy = store.fetch(location)) {
            ParquetReadingsReader.read(copy.file(), readings::add);
        }
        return readings;
    }

    /** Keeps files without readings, whatever it is given. */
    private record ForgetfulStore(ArchiveStore store) implements ArchiveStore {
        @Override
        public Path draft(String name) throws IOException {
            return store.draft(name);
        }

        @Override
        public String keep(Path draft, String name) throws IOException {
            new ParquetReadingsWriter(draft).close();
            return store.keep(draft, name);
        }

        @Override
        public String location(String name) {
            return store.location(name);
        }

        @Override
        public Copy fetch(String location) throws IOException {
            return store.fetch(location);
        }
    }
}
