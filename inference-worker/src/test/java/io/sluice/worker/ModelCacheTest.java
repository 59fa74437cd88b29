package io.sluice.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelCacheTest {
    private static final long BOUND = 20;

    private final Path directory;
    private final Counters counters = new Counters();
    private ModelCache cache;

    ModelCacheTest(@TempDir Path directory) {
        this.directory = directory;
        cache = open();
    }

    @AfterEach
    void close() {
        cache.close();
    }

    @Test
    void versionsAreHeldAfterTheyHaveCome() throws IOException {
        Assignment first = assignment("m", "1", "12345");
        assertThat(cache.holds(first)).isFalse();
        assertThat(cache.versions(List.of("m", "other")))
                .isEqualTo(Map.of("m", List.of(), "other", List.of()));

        assertThat(bring(first, "12345")).isTrue();
        bring(assignment("m", "2", "abc"), "abc");

        assertThat(cache.holds(first)).isTrue();
        assertThat(cache.versions(List.of("m"))).isEqualTo(Map.of("m", List.of("1", "2")));
        assertThat(cache.file(first.modelVersion()).orElseThrow()).hasContent("12345");
        assertThat(cache.file(new ModelVersion("m", "3"))).isEmpty();
    }

    @Test
    void fileWithAWrongChecksumIsDeleted() throws IOException {
        Assignment assignment = assignment("m", "1", "12345");

        assertThat(bring(assignment, "12346")).isFalse();

        assertThat(cache.holds(assignment)).isFalse();
        assertThat(cache.part(assignment).length()).isZero();
        assertThat(counters.of(Count.CHECKSUM_MISMATCHES)).isEqualTo(1);
    }

    @Test
    void restartKeepsWhatIsSoundAndTheBeginningOfTheRest() throws IOException {
        bring(assignment("m", "1", "12345"), "12345");
        bring(assignment("m", "2", "damaged"), "damaged");
        Assignment begun = assignment("m", "3", "begun");
        Files.writeString(cache.part(begun).path(), "be");
        Path damaged = cache.file(new ModelVersion("m", "2")).orElseThrow();
        Files.writeString(damaged, "damagEd");
        Files.writeString(
                Files.createDirectories(directory.resolve("x/1")).resolve("model.onnx"), "?");

        cache.close();
        cache = open();

        assertThat(cache.versions(List.of("m", "x")))
                .isEqualTo(Map.of("m", List.of("1"), "x", List.of()));
        assertThat(damaged).doesNotExist();
        assertThat(cache.part(begun).length()).isEqualTo(2);
    }

    @Test
    void anotherFileOfTheSameVersionReplacesTheFormer() throws IOException {
        bring(assignment("m", "1", "12345"), "12345");
        Assignment other = assignment("m", "1", "other");

        assertThat(cache.holds(other)).isFalse();
        bring(other, "other");

        assertThat(cache.holds(other)).isTrue();
        assertThat(cache.file(other.modelVersion()).orElseThrow()).hasContent("other");
    }

    @Test
    void versionsThatWereNotUsedForLongestAreRemovedAboveTheBound() throws IOException {
        for (String version : List.of("1", "2", "3", "4")) {
            bring(assignment("m", version, "1234567"), "1234567");
        }
        cache.file(new ModelVersion("m", "2"));

        List<ModelVersion> removed = cache.trim(Set.of(new ModelVersion("m", "1")));

        assertThat(removed).containsExactly(new ModelVersion("m", "3"), new ModelVersion("m", "4"));
        assertThat(cache.versions(List.of("m"))).isEqualTo(Map.of("m", List.of("1", "2")));
        assertThat(directory.resolve("m/3/model.onnx")).doesNotExist();
        assertThat(counters.of(Count.MODELS_REMOVED)).isEqualTo(2);
    }

    @Test
    void versionsThatAreWantedStayAlsoAboveTheBound() throws IOException {
        Assignment large = assignment("m", "1", "1234567".repeat(10));
        bring(large, "1234567".repeat(10));

        assertThat(cache.trim(Set.of(large.modelVersion()))).isEmpty();
        assertThat(cache.holds(large)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "", "../m", "a/b", "a\\b", "-x", "a b", "ä", "c\0"})
    void namesThatLeadElsewhereAreRefused(String name) {
        assertThatThrownBy(() -> cache.part(assignment(name, "1", "x")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> cache.part(assignment("m", name, "x")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void directoryIsForOneWorker() {
        assertThatThrownBy(this::open)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("another worker uses it");
    }

    private ModelCache open() {
        return ModelCache.open(directory, BOUND, counters);
    }

    private boolean bring(Assignment assignment, String content) throws IOException {
        PartFile part = cache.part(assignment);
        Files.writeString(part.path(), content);
        return cache.take(assignment, part);
    }

    private static Assignment assignment(String model, String version, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return new Assignment(model, version, FakeModels.sha256(bytes), bytes.length);
    }
}
