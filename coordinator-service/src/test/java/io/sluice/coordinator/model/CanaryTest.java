package io.sluice.coordinator.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.coordinator.Api;
import io.sluice.coordinator.CoordinatorServiceTest;
import io.sluice.coordinator.NodeClient;
import io.sluice.coordinator.NodeClient.Held;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A version on trial is judged by the tasks that nodes run it for. */
@CoordinatorServiceTest
class CanaryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @LocalServerPort private int port;

    private Api api;
    private ModelApi models;

    @BeforeEach
    void connect() {
        api = new Api(port);
        models = new ModelApi(port);
    }

    @Test
    void nodesThatHoldTheVersionRunItAndItIsPromoted() {
        NodeClient node = onTrial("canary-a", "canary-1");
        for (int i = 0; i < 4; i++) {
            Held lease = submitAndLease(node, "canary-a");
            assertThat(lease.json().path("version").asString()).isEqualTo("2");
            assertThat(node.succeed(lease).status()).isEqualTo(200);
        }
        await().atMost(PATIENCE)
                .until(() ->
                        models.get("/canary-a")
                                .body()
                                .path("stable_version")
                                .asString()
                                .equals("2"));
    }

    @Test
    void versionThatFailsIsStoppedAndTheStableOneIsRun() {
        NodeClient node = onTrial("canary-b", "canary-2");
        for (int i = 0; i < 4; i++) {
            node.fail(submitAndLease(node, "canary-b"), false);
        }
        await().atMost(PATIENCE)
                .until(() ->
                        models.get("/canary-b/rollout")
                                .body()
                                .path("state")
                                .asString()
                                .equals("stopped"));
        await().atMost(PATIENCE)
                .until(() -> {
                    Held lease = submitAndLease(node, "canary-b");
                    node.succeed(lease);
                    return lease.json().path("version").asString().equals("1");
                });
    }

    /** Version 2 on trial at all nodes; the node holds both. */
    private NodeClient onTrial(String model, String id) {
        models.upload(model + "/versions/1", OnnxFile.bytes(100, 1));
        models.upload(model + "/versions/2", OnnxFile.bytes(100, 2));
        assertThat(
                        models.post(
                                        model + "/rollout",
                                        "{\"version\":\"2\",\"share\":1,\"max_failure_rate\":0.5,\"min_results\":4}")
                                .status())
                .isBetween(200, 201);
        NodeClient node = new NodeClient(api, id);
        node.register(Map.of("capacity", 1, "models", Map.of(model, List.of("1", "2"))));
        assertThat(
                        node.heartbeat("{}")
                                .body()
                                .path("assignments")
                                .get(0)
                                .path("channel")
                                .asString())
                .isEqualTo("canary");
        return node;
    }

    private Held submitAndLease(NodeClient node, String model) {
        api.post("/api/v1/tasks", "{\"model\":\"" + model + "\",\"payload\":1}");
        return node.lease(1, "PT10S").getFirst();
    }
}
