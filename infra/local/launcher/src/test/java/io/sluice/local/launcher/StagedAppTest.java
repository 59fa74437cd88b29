package io.sluice.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.local.servers.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedAppTest {
    private static final String MODULE = "query-service";

    @TempDir private Path temporary;
    private Checkout checkout;
    private Path classes;
    private Path sibling;
    private Path library;
    private Path directory;

    @BeforeEach
    void build() throws IOException {
        checkout = new Checkout(temporary.resolve("check out"));
        classes = checkout.root().resolve("query-service/target/classes");
        sibling = checkout.root().resolve("contracts/target/contracts.jar");
        library = temporary.resolve("repository/library.jar");
        directory = temporary.resolve("home/app/query-service");
        write(classes.resolve("io/sluice/Query.class"), "query");
        write(classes.resolve("application.yml"), "yml");
        write(sibling, "contracts");
        write(library, "library");
        write(
                checkout.root().resolve("query-service/target/runtime.classpath"),
                sibling + ":" + library);
    }

    @Test
    void partsOfTheCheckoutAreCopiedAndOthersAreNot() throws IOException {
        List<Path> staged = StagedApp.stage(checkout, MODULE, directory);

        assertThat(staged)
                .containsExactly(
                        directory.resolve("0-classes"),
                        directory.resolve("1-contracts.jar"),
                        library);
        assertThat(staged.get(0).resolve("io/sluice/Query.class")).hasContent("query");
        assertThat(staged.get(0).resolve("application.yml")).hasContent("yml");
        assertThat(staged.get(1)).hasContent("contracts");
    }

    @Test
    void nextBuildDoesNotTouchTheCopies() throws IOException {
        List<Path> staged = StagedApp.stage(checkout, MODULE, directory);

        StagedApp.deleteTree(classes);
        Files.writeString(sibling, "new");

        assertThat(staged.get(0).resolve("application.yml")).hasContent("yml");
        assertThat(staged.get(1)).hasContent("contracts");
    }

    @Test
    void stagedAgainItIsWhatWasBuiltLast() throws IOException {
        StagedApp.stage(checkout, MODULE, directory);
        Files.delete(classes.resolve("application.yml"));
        Files.writeString(classes.resolve("io/sluice/Query.class"), "new");

        StagedApp.stage(checkout, MODULE, directory);

        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile))
                    .containsExactlyInAnyOrder(
                            directory.resolve("0-classes/io/sluice/Query.class"),
                            directory.resolve("1-contracts.jar"));
        }
        assertThat(directory.resolve("0-classes/io/sluice/Query.class")).hasContent("new");
    }

    @Test
    void moduleThatIsNotBuiltIsNamed() {
        assertThatThrownBy(() -> StagedApp.stage(checkout, "ingestion-service", directory))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ingestion-service is not built");
    }

    @Test
    void deletingWhatIsNotThereChangesNothing() {
        StagedApp.deleteTree(directory);

        assertThat(directory).doesNotExist();
    }

    @Test
    void linkIsDeletedAndNotWhatItLeadsTo() throws IOException {
        Files.createDirectories(directory);
        Files.createSymbolicLink(directory.resolve("link"), library.getParent());

        StagedApp.deleteTree(directory);

        assertThat(directory).doesNotExist();
        assertThat(library).exists();
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
