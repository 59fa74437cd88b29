package io.sluice.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    @TempDir private Path directory;

    @Test
    void homeIsMadeWhenItIsFirstUsed() {
        Home home = new Home(directory.resolve("my data/sluice"));

        home.prepare();
        home.prepare();

        assertThat(home.runFile("kafka").getParent()).isEmptyDirectory();
        assertThat(home.log("kafka").getParent()).isEmptyDirectory();
    }

    @Test
    void everyPartHasItsPlaces() {
        Home home = new Home(Path.of("/home"));

        assertThat(home.data("kafka")).isEqualTo(Path.of("/home/data/kafka"));
        assertThat(home.log("kafka")).isEqualTo(Path.of("/home/logs/kafka.log"));
        assertThat(home.runFile("kafka")).isEqualTo(Path.of("/home/run/kafka"));
        assertThat(home.app("kafka")).isEqualTo(Path.of("/home/app/kafka"));
    }

    @Test
    void homeThatCannotBeMadeIsNamedWithTheVariable() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        Home home = new Home(file.resolve("sluice"));

        assertThatThrownBy(home::prepare)
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(home.directory() + " can't be written by '")
                .hasMessageContaining("SLUICE_HOME");
    }

    @Test
    void homeOfSomebodyElseIsNamedWithTheVariable() throws IOException {
        assumeThat(System.getProperty("user.name")).isNotEqualTo("root");
        Home home = new Home(directory.resolve("sluice"));
        home.prepare();
        Path run = home.runFile("kafka").getParent();
        Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("r-xr-xr-x"));

        assertThatThrownBy(() -> home.locked(() -> {}))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(System.getProperty("user.name"))
                .hasMessageContaining("SLUICE_HOME");
    }

    @Test
    void homeIsFreeAgainAfterAChangeThatFailed() {
        Home home = new Home(directory);
        assertThatThrownBy(() ->
                        home.locked(() -> {
                            throw new UserError("no");
                        }))
                .isInstanceOf(UserError.class);
        boolean[] changed = new boolean[1];

        home.locked(() -> changed[0] = true);

        assertThat(changed[0]).isTrue();
    }

    @Test
    @Timeout(60)
    void twoProcessesChangeAHomeOneAfterTheOther() throws Exception {
        Process other =
                JavaProgram.of(ChangesAHome.class, List.of(directory.toString()))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (BufferedReader said = other.inputReader(StandardCharsets.UTF_8)) {
            assertThat(said.readLine()).isEqualTo("changing");
            Thread here = Thread.ofVirtual().start(() -> ChangesAHome.change(directory, "here"));

            other.outputWriter(StandardCharsets.UTF_8).append("go on\n").close();
            here.join();

            assertThat(other.waitFor()).isZero();
            assertThat(directory.resolve("changes")).hasContent("there\nhere\n");
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void deletedHomeIsGone() {
        Home home = new Home(directory.resolve("sluice"));
        home.locked(() -> {});

        home.delete();
        home.delete();

        assertThat(home.directory()).doesNotExist();
    }

    /** Changes a home when it is told to go on. */
    static final class ChangesAHome {
        private ChangesAHome() {}

        public static void main(String[] arguments) {
            Path directory = Path.of(arguments[0]);
            new Home(directory)
                    .locked(() -> {
                        System.out.println("changing");
                        try {
                            System.in.read();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                        append(directory, "there");
                    });
        }

        static void change(Path directory, String line) {
            new Home(directory).locked(() -> append(directory, line));
        }

        private static void append(Path directory, String line) {
            try {
                Files.writeString(
                        directory.resolve("changes"),
                        line + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
