package io.sluice.coordinator.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.coordinator.CoordinatorServiceTest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A registry with a clock that the test moves, beside that of the service, as in another replica.
 */
@CoordinatorServiceTest
class ModelRegistryTest {
    @LocalServerPort private int port;
    @Autowired private PostgresModels rows;
    @Autowired private JdbcClient jdbc;

    private final AtomicLong now = new AtomicLong();
    private ModelApi models;
    private ModelRegistry registry;

    @BeforeEach
    void start() {
        models = new ModelApi(port);
        registry = new ModelRegistry(rows, Duration.ofSeconds(1), now::get);
        registry.isRegistered("registry-nobody");
    }

    @Test
    void whatBecameReadyElsewhereIsKnownAtOnce() {
        assertThat(registry.isRegistered("registry-new")).isFalse();
        models.begin("registry-new/versions/1", OnnxFile.bytes(100, 300));
        assertThat(registry.isRegistered("registry-new")).isFalse();

        models.upload("registry-new/versions/1", OnnxFile.bytes(100, 300));

        assertThat(registry.isRegistered("registry-new")).isTrue();
        assertThat(registry.hasVersion("registry-new", "1")).isTrue();
        assertThat(registry.hasVersion("registry-new", "2")).isFalse();
        models.upload("registry-new/versions/2", OnnxFile.bytes(100, 301));
        assertThat(registry.hasVersion("registry-new", "2")).isTrue();
    }

    @Test
    void changeElsewhereIsSeenAfterATime() {
        models.upload("registry-change/versions/1", OnnxFile.bytes(100, 302));
        models.upload("registry-change/versions/2", OnnxFile.bytes(100, 303));
        ModelAssignments assignments = new ModelAssignments(registry);
        assertThat(registry.isRegistered("registry-change")).isTrue();
        assertThat(versionOf(assignments)).isEqualTo("1");

        models.put("registry-change/stable", "{\"version\": \"2\"}");

        assertThat(versionOf(assignments)).isEqualTo("1");
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(versionOf(assignments)).isEqualTo("2");
    }

    @Test
    void knownModelsAreNotAskedForAgain() {
        models.upload("registry-hot/versions/1", OnnxFile.bytes(100, 304));
        assertThat(registry.isRegistered("registry-hot")).isTrue();
        assertThat(registry.isRegistered("registry-hot")).isTrue();
        jdbc.sql("update model set stable_version = null where name = 'registry-hot'").update();

        assertThat(registry.hasVersion("registry-hot", "1")).isTrue();

        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(registry.hasVersion("registry-hot", "1")).isFalse();
    }

    private static String versionOf(ModelAssignments assignments) {
        return assignments.of("node", List.of("registry-change")).getFirst().version();
    }
}
