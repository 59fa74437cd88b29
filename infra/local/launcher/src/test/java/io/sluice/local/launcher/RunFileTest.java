package io.sluice.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.local.servers.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunFileTest {
    private static final RunFile NOTE =
            new RunFile(new ProcessIdentity(4711, Instant.parse("2026-01-21T12:00:00.120Z")), 8081);

    @TempDir private Path directory;
    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("query-service");
    }

    @Test
    void noteIsReadAsItWasWritten() {
        NOTE.write(file);

        assertThat(RunFile.read(file)).contains(NOTE);
    }

    @Test
    void laterNoteReplacesAnEarlierOne() throws IOException {
        new RunFile(ProcessIdentity.of(ProcessHandle.current()), 1).write(file);
        NOTE.write(file);

        assertThat(RunFile.read(file)).contains(NOTE);
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pid=4711\n",
                "pid=4711\nport=8081\n",
                "pid=\nstarted=2026-01-21T12:00:00Z\nport=8081\n",
                "pid=4711\nstarted=yesterday\nport=8081\n",
                "pid=4711\nstarted=2026-01-21T12:00:00Z\nport=none\n",
                "pid=\\u00\n",
            })
    void brokenNoteIsNone(String content) throws IOException {
        Files.writeString(file, content);

        assertThat(RunFile.read(file)).isEmpty();
    }

    @Test
    void noteThatIsNoTextIsNone() throws IOException {
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThat(RunFile.read(file)).isEmpty();
    }

    @Test
    void missingNoteIsNone() {
        assertThat(RunFile.read(file)).isEmpty();
    }

    @Test
    void deletedNoteIsGone() {
        NOTE.write(file);
        RunFile.delete(file);
        RunFile.delete(file);

        assertThat(RunFile.read(file)).isEmpty();
    }

    @Test
    void noteOfThisProcessIsAlive() {
        new RunFile(ProcessIdentity.of(ProcessHandle.current()), 1).write(file);

        assertThat(RunFile.read(file))
                .hasValueSatisfying(note -> assertThat(note.process().isAlive()).isTrue());
    }

    @Test
    void numberOfAnEarlierProcessIsNotTakenForIt() {
        new RunFile(
                        new ProcessIdentity(
                                ProcessHandle.current().pid(),
                                Instant.parse("2026-01-21T12:00:00Z")),
                        1)
                .write(file);

        assertThat(RunFile.read(file))
                .hasValueSatisfying(note -> assertThat(note.process().isAlive()).isFalse());
    }
}
